r"""The named pipe on Windows, and its name, which holds the user's SID and session: every user has a desk of their own.

Qt's QLocalServer listens at ``\\.\pipe\NAME`` and lets this user alone connect.
"""

from __future__ import annotations

import os
import sys
import time

assert sys.platform == "win32"  # noqa: S101 - before the imports that other systems do not have

import _winapi  # noqa: E402 - as above
import ctypes  # noqa: E402 - as above
from ctypes import wintypes  # noqa: E402 - as above

_READ_AND_WRITE = 0xC0000000
_OPEN_EXISTING = 3
_IDENTIFY_ONLY = 0x00110000  # SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION: who waits at the pipe cannot act as us
_BUSY = 231
_TOKEN_QUERY = 8
_TOKEN_USER = 1
_ANY_PROCESS = 0xFFFFFFFF


def session() -> int:
    """Return the number of the Windows session: two of one user may run at once."""
    number = wintypes.DWORD()
    ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(number))
    return number.value


def name() -> str:
    """Return the pipe's name as QLocalServer takes it. Raises OSError."""
    return f"callcenter-{_sid()}-{session()}"


def _sid() -> str:
    advapi, kernel = ctypes.WinDLL("advapi32", use_last_error=True), ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    advapi.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, ctypes.POINTER(wintypes.HANDLE))
    advapi.GetTokenInformation.argtypes = (
        *(wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD),
        ctypes.POINTER(wintypes.DWORD),
    )
    advapi.ConvertSidToStringSidW.argtypes = (ctypes.c_void_p, ctypes.POINTER(ctypes.c_wchar_p))
    kernel.LocalFree.argtypes = (ctypes.c_void_p,)
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    token = wintypes.HANDLE()
    if not advapi.OpenProcessToken(kernel.GetCurrentProcess(), _TOKEN_QUERY, ctypes.byref(token)):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        room = ctypes.create_string_buffer(256)  # TOKEN_USER: a pointer to the SID first; a SID has 68 bytes at most
        used = wintypes.DWORD()
        if not advapi.GetTokenInformation(token, _TOKEN_USER, room, len(room), ctypes.byref(used)):
            raise ctypes.WinError(ctypes.get_last_error())
        text = ctypes.c_wchar_p()
        if not advapi.ConvertSidToStringSidW(ctypes.c_void_p.from_buffer(room), ctypes.byref(text)):
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            return text.value or ""
        finally:
            kernel.LocalFree(ctypes.cast(text, ctypes.c_void_p))
    finally:
        kernel.CloseHandle(token)


def exchange(pipe: str, message: bytes, seconds: float) -> bytes | None:
    """Send a message and return the answer, empty where none came in time; None where nobody listens."""
    deadline = time.monotonic() + seconds
    # The agent acts in this program: Windows lets the desk come to the front only when it is told so.
    ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
    handle = _opened(rf"\\.\pipe\{pipe}", deadline)
    if handle is None:
        return None
    try:
        _winapi.WriteFile(handle, message)
        while time.monotonic() < deadline:
            waiting = int(_winapi.PeekNamedPipe(handle, 0)[0])
            if waiting:
                answer, _ = _winapi.ReadFile(handle, waiting)
                return answer
            time.sleep(0.002)  # a pipe that was opened for reading in turn cannot be waited for with a time limit
    except OSError:
        return None  # the desk closed in the middle: it is going, or gone
    else:
        return b""
    finally:
        _winapi.CloseHandle(handle)


def _opened(path: str, deadline: float) -> int | None:
    while True:
        try:
            return _winapi.CreateFile(path, _READ_AND_WRITE, 0, 0, _OPEN_EXISTING, _IDENTIFY_ONLY, 0)
        except OSError as error:
            left = deadline - time.monotonic()
            if error.winerror != _BUSY or left <= 0:
                return None
        try:
            _winapi.WaitNamedPipe(path, max(1, int(left * 1000)))
        except OSError:
            return None
