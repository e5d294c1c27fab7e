"""Uploads: into one's own tab alone, and only so much."""

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cds_tracker.web.uploads import BYTES, Uploads

PATH = "/_stcore/upload_file/tab-of-lan/file"


def lans() -> Uploads:
    """Lan has opened a tab."""
    message = ForwardMsg()
    message.new_session.initialize.session_id = "tab-of-lan"
    uploads = Uploads()
    assert uploads.learn(message.SerializeToString(), "lan")
    return uploads


def test_lan_uploads_into_her_own_tab_and_minh_does_not() -> None:
    uploads = lans()
    assert uploads.refusal("PUT", PATH, "100", "lan") is None
    assert uploads.refusal("PUT", PATH, "100", "minh") == 403
    assert uploads.refusal("DELETE", PATH, None, "minh") == 403
    assert uploads.refusal("DELETE", PATH, None, "lan") is None
    assert uploads.refusal("GET", "/nhiem-vu", None, "minh") is None


def test_memory_is_not_filled_with_uploads() -> None:
    uploads = lans()
    assert uploads.refusal("PUT", PATH, None, "lan") == 411
    assert uploads.refusal("PUT", PATH, "-1", "lan") == 411
    part = str(BYTES // 10)
    assert [uploads.refusal("PUT", PATH, part, "lan") for _ in range(11)] == [None] * 10 + [413]


def test_a_frame_that_tells_of_no_tab_is_not_taken_for_one() -> None:
    assert not Uploads().learn(ForwardMsg(heartbeat_ack=True).SerializeToString(), "lan")
    assert not Uploads().learn(b"\xff\xff", "lan")
