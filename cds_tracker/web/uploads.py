"""Uploads to Streamlit: only into one's own tab, and only so many bytes in so many minutes."""

import re
import time
from collections import OrderedDict, defaultdict, deque

from google.protobuf.message import DecodeError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MOST_TABS = 10_000
BYTES = 150 * 1024 * 1024  # of one account
WITHIN = 600.0  # seconds
_PATH = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")


class Uploads:
    """Which account opened which of Streamlit's sessions, and how much each account has sent of late."""

    def __init__(self) -> None:
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._sent: defaultdict[str, deque[tuple[float, int]]] = defaultdict(deque)

    def learn(self, frame: bytes, account: str) -> bool:
        """Note whose session a frame to the browser tells about; whether it told about one."""
        message = ForwardMsg()
        try:
            message.ParseFromString(frame)
        except DecodeError:
            return False
        if message.WhichOneof("type") != "new_session":
            return False
        self._owners[message.new_session.initialize.session_id] = account
        while len(self._owners) > MOST_TABS:
            self._owners.popitem(last=False)
        return True

    def refusal(self, method: str, path: str, length: str | None, account: str) -> int | None:
        """The status with which an upload is refused; ``None`` for one that may go on, and for what is no upload."""
        found = _PATH.fullmatch(path)
        if found is None:
            return None
        if self._owners.get(found[1]) != account:
            return 403
        if method != "PUT":
            return None
        if length is None or not length.isdecimal():
            return 411
        return None if self._may_send(account, int(length)) else 413

    def _may_send(self, account: str, size: int) -> bool:
        now, sent = time.monotonic(), self._sent[account]
        while sent and sent[0][0] < now - WITHIN:
            sent.popleft()
        if sum(bytes_ for _, bytes_ in sent) + size > BYTES:
            return False
        sent.append((now, size))
        return True
