"""The least a window with a field in it can be: what the desk's start is measured against."""

import signal
import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

signal.signal(signal.SIGTERM, signal.SIG_DFL)
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QLineEdit())
window.resize(1280, 800)
window.show()
app.exec()
