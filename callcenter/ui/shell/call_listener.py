"""The socket at which the running desk hears of calls, and of being started a second time."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from callcenter.telephony import wire
from callcenter.telephony.instance import Claim
from callcenter.telephony.place import socket_name

DEADLINE = 2_000
"""Milliseconds within which a message must be whole; the forwarder sends it in one piece."""
MOST = 8
"""Connections that are heard at once; the others wait to be let in."""


class CallListener(QObject):
    """Listens for programs of this user: ``callcenter lookup``, and a second start of the desk.

    Only one message of bounded length is read from each, answered at once and before it is acted upon; anything else
    is told that it is garbage. The text of a call is handed on as it came: hostile, and not logged.
    """

    called = Signal(str)
    """What a phone passed; ``telephony.number.read_call`` says what it means."""
    activated = Signal()
    """The agent started the desk again: the window is to come forward."""

    def __init__(self, claim: Claim, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._claim = claim
        self._heard = set[_Hearing]()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._let_in)

    def listen(self) -> bool:
        """Begin to listen; False where the system does not let us, ``error`` says why. Raises PlaceUnsafe.

        What a desk that crashed left behind is removed: the claim says that no other is alive.
        """
        name = socket_name()
        QLocalServer.removeServer(name)
        return self._server.listen(name)

    @property
    def error(self) -> str:
        """Why listening failed, in the system's words."""
        return self._server.errorString()

    def close(self) -> None:
        """Listen no more, and let another desk take over; a second time does nothing."""
        self._server.close()
        for hearing in tuple(self._heard):
            hearing.end()
        self._claim.release()

    def _let_in(self) -> None:
        while len(self._heard) < MOST and self._server.hasPendingConnections():
            hearing = _Hearing(self._server.nextPendingConnection(), self)
            self._heard.add(hearing)
            hearing.told.connect(self._act)
            hearing.over.connect(self._forget)
            hearing.read()

    def _forget(self, hearing: _Hearing) -> None:
        self._heard.discard(hearing)
        hearing.deleteLater()
        self._let_in()

    def _act(self, verb: str, text: str) -> None:
        if verb == wire.CALL:
            self.called.emit(text)
        else:
            self.activated.emit()


class _Hearing(QObject):
    """One connection: reads one message, answers, and ends."""

    told = Signal(str, str)
    over = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.setReadBufferSize(wire.LONGEST + wire.LONGEST_LINE)
        self._received = b""
        self._answered = False
        self._over = False
        self._deadline = QTimer(self, singleShot=True, interval=DEADLINE)
        self._deadline.timeout.connect(self.end)
        self._deadline.start()
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self.end)

    def read(self) -> None:
        """Take what has come; a message that is whole is answered and told."""
        if self._answered:
            return
        self._received += bytes(self._socket.read(wire.LONGEST + wire.LONGEST_LINE + 1 - len(self._received)).data())
        try:
            message = wire.unpack(self._received)
        except wire.Garbage as garbage:
            self._answer(garbage.answer)
            return
        if message is not None:
            self._answer(wire.OK)
            self.told.emit(*message)

    def end(self) -> None:
        """Close the connection, whatever came."""
        if self._over:
            return
        self._over = True
        self._deadline.stop()
        self._socket.abort()
        self.over.emit(self)

    def _answer(self, answer: bytes) -> None:
        self._answered = True
        self._received = b""
        self._socket.write(QByteArray(answer))
        self._socket.flush()
        self._socket.disconnectFromServer()
