"""What the columns of trackers are called, and the field that each name means. Names are matched on their comparison form.

The first field of a name is the likelier one; where a name stands for several, ``columns`` decides by the values.
"""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from cds_tracker.domain.text import clean, key, narrow

# Beside the fields of a task: ``id`` is our own, ``role`` says CT or PH, ``measure`` and ``extension`` are known and not kept;
# ``first_deadline`` holds where the column of the deadline in force says nothing.
NOT_KEPT = frozenset({"measure", "extension", "first_deadline"})

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("_id", "ID CDS", "Mã CDS"),
    "stt": ("TT", "STT", "Số TT", "Số thứ tự", "S TT", "No"),
    "code": ("Mã nhiệm vụ", "Mã NV", "Mã số nhiệm vụ", "ID nhiệm vụ", "Số ký hiệu", "Mã số", "Mã công việc", "Mã", "Mã dự án",
             "Task code", "Code"),
    "title": (
        "Tên nhiệm vụ", "Nhiệm vụ", "Nội dung nhiệm vụ", "Nhiệm vụ cụ thể", "Mô tả nhiệm vụ", "Tên dự án", "Tên công việc",
        "Nội dung công việc", "Nhiệm vụ, giải pháp", "Đầu việc", "Nội dung", "Nhiệm vụ được giao", "Tên nhiệm vụ, giải pháp",
        "Tên nhiệm vụ/dự án", "Nhiệm vụ/dự án", "Nội dung nhiệm vụ, giải pháp", "Công việc", "Nội dung thực hiện",
        "Danh mục nhiệm vụ", "Nhiệm vụ trọng tâm", "Nhiệm vụ, công việc", "Nội dung công việc, nhiệm vụ", "Nhiệm vụ/Công việc",
        "Tên nhiệm vụ/công việc", "Nội dung, nhiệm vụ", "Nội dung/Nhiệm vụ", "Tên đề án, nhiệm vụ", "Tên đề án, dự án",
        "Task", "Task title", "Title",
    ),
    "parent": ("Tên nhiệm vụ cha", "Nhiệm vụ cha", "Deliverable/Nhiệm vụ của Chính phủ", "Thuộc nhiệm vụ"),
    "area": (
        "Nhóm nhiệm vụ", "Loại nhiệm vụ", "Nhóm công việc", "Lĩnh vực", "Chương trình", "Nền tảng số", "Nền tảng",
        "Nền tảng, lĩnh vực", "Nền tảng/Lĩnh vực", "Lĩnh vực/Nền tảng", "Lĩnh vực, nền tảng", "Platform area",
        "Area",
    ),
    "lead": (
        "Cơ quan chủ trì", "Đơn vị chủ trì", "Đơn vị chủ trì thực hiện", "Cơ quan chủ trì thực hiện", "Đơn vị C.Trì", "Chủ trì",
        "Cơ quan, đơn vị chủ trì", "Đơn vị, cá nhân chủ trì", "Cơ quan/Đơn vị chủ trì", "Cơ quan chủ trì theo dõi, đánh giá",
        "Cơ quan chủ trì theo dõi", "Đơn vị chủ trì theo dõi", "Đơn vị được giao", "Cơ quan được giao", "Đơn vị đầu mối",
        "Cơ quan đầu mối", "Đơn vị chịu trách nhiệm", "Đơn vị phụ trách", "Đơn vị được giao chủ trì", "Cơ quan thực hiện",
        "Đơn vị thực hiện", "Cơ quan, đơn vị thực hiện", "Chủ đầu tư", "Đơn vị được giao thực hiện",
        "Phòng ban chủ trì", "Đơn vị chủ trì tham mưu", "Cơ quan chủ trì tham mưu", "Đơn vị được phân công",
        "Lead unit", "Lead",
    ),
    "coordinating": (
        "Cơ quan phối hợp", "Đơn vị phối hợp", "Phòng ban phối hợp", "Cơ quan phối hợp, tham vấn", "Phối hợp",
        "Các đơn vị phối hợp", "Các cơ quan phối hợp", "Cơ quan, đơn vị phối hợp", "Đơn vị, cá nhân phối hợp",
        "Cơ quan phối hợp thực hiện", "Đơn vị phối hợp thực hiện", "Cơ quan/Đơn vị phối hợp", "Đơn vị P.Hợp",
        "Coordinating units", "Coordinating unit",
    ),
    "role": ("Vai trò",),
    "assignees": (
        "Đầu mối thực hiện", "Người thực hiện", "Cán bộ phụ trách", "Cán bộ đầu mối", "Chuyên viên theo dõi", "Người phụ trách",
        "Chuyên viên phụ trách", "Chuyên viên thực hiện", "Cán bộ thực hiện", "Cán bộ theo dõi", "Chuyên viên", "Đầu mối",
        "Cá nhân thực hiện", "Người được giao", "Cán bộ, công chức phụ trách", "Công chức phụ trách",
        "Assignees", "Assignee",
    ),
    "sponsor": (
        "LĐVP chủ trì", "Lãnh đạo Bộ chỉ đạo", "Lãnh đạo Bộ", "Người giao nhiệm vụ", "Lãnh đạo phụ trách", "Lãnh đạo chỉ đạo",
        "Lãnh đạo Bộ phụ trách", "Lãnh đạo theo dõi", "Lãnh đạo chủ trì", "Thứ trưởng phụ trách", "Lãnh đạo Bộ theo dõi",
        "Lãnh đạo đơn vị phụ trách", "Lãnh đạo", "Lãnh đạo Bộ chỉ đạo, theo dõi",
        "Sponsor",
    ),
    "start": (
        "Ngày bắt đầu", "Thời gian bắt đầu", "Thời điểm bắt đầu", "Bắt đầu", "Từ ngày", "Ngày giao", "Ngày chỉ đạo",
        "Ngày thực hiện", "Ngày tạo", "Ngày giao nhiệm vụ", "Thời hạn bắt đầu",
        "Start", "Start date",
    ),
    "deadline": (
        "Thời hạn hoàn thành", "Thời hạn", "Hạn hoàn thành", "Hạn xử lý", "Ngày yêu cầu hoàn thành", "Thời hạn thực hiện",
        "Thời hạn xử lý", "Ngày đến hạn", "Hạn", "Hạn chót",
        "Thời hạn sau gia hạn", "Thời hạn gia hạn", "Thời hạn mới", "Hạn mới", "Thời hạn điều chỉnh", "Gia hạn đến",
        "Thời hạn sau điều chỉnh", "Thời hạn kết thúc", "Ngày hết hạn", "Hạn thực hiện",
        "Thời gian hoàn thành", "Ngày kết thúc", "Thời gian kết thúc", "Kết thúc", "Thời gian thực hiện", "Thời gian",
        "Mốc thời gian", "Thời hạn trình", "Thời gian trình", "Đến ngày", "Thời gian, tiến độ", "Mốc hoàn thành",
        "Thời hạn/Tiến độ", "Tiến độ hoàn thành", "Thời điểm hoàn thành", "Thời gian dự kiến hoàn thành",
        "Dự kiến hoàn thành", "Ngày hoàn thành dự kiến", "Thời hạn hoàn thành theo kế hoạch", "Ngày phải hoàn thành",
        "Deadline", "Due date",
    ),
    "completed_on": (
        "Ngày hoàn thành thực tế", "Thời gian hoàn thành thực tế", "Ngày thực tế hoàn thành", "Hoàn thành thực tế",
        "Thực tế hoàn thành", "Ngày hoàn thành", "Ngày kết thúc thực tế", "Thời điểm hoàn thành thực tế",
        "Completed on", "Completion date",
    ),
    "deliverable": (
        "Sản phẩm", "Kết quả yêu cầu", "Kết quả đầu ra", "Sản phẩm cụ thể", "Hình thức văn bản", "Sản phẩm dự kiến",
        "Yêu cầu sản phẩm", "Sản phẩm đầu ra", "Sản phẩm hoàn thành", "Sản phẩm, kết quả", "Kết quả, sản phẩm",
        "Kết quả dự kiến", "Sản phẩm/Kết quả", "Kết quả/Sản phẩm", "Dự kiến sản phẩm", "Dự kiến kết quả", "Kết quả cần đạt",
        "Sản phẩm yêu cầu", "Kết quả sản phẩm", "Sản phẩm chủ yếu", "Sản phẩm phải đạt", "Kết quả đầu ra, sản phẩm",
        "Deliverable",
    ),
    "status": (
        "Trạng thái", "Trạng thái nhiệm vụ", "Tình trạng", "Trạng thái thực hiện", "Tình trạng thực hiện", "Trạng thái xử lý",
        "Tình trạng xử lý", "Tình trạng nhiệm vụ", "Trạng thái công việc",
        "Status",
    ),
    "progress": (
        "Tiến độ (%)", "% Hoàn thành", "% HT", "% tiến độ", "PCT OF TASK COMPLETE", "Tỷ lệ hoàn thành", "Tỉ lệ hoàn thành",
        "% thực hiện", "Phần trăm hoàn thành", "Tỷ lệ % hoàn thành", "% hoàn thành công việc", "Tỷ lệ thực hiện", "%",
        "Tỷ lệ (%)", "Mức độ hoàn thành (%)", "Khối lượng hoàn thành (%)", "Tiến độ thực hiện (%)", "Hoàn thành (%)",
        "Progress", "Progress (%)",
    ),
    "budget": (
        "Kinh phí", "Dự toán", "Kinh phí thực hiện", "Kinh phí dự kiến", "Dự kiến kinh phí", "Tổng mức đầu tư",
        "Kinh phí sơ bộ", "Dự toán kinh phí", "Tổng kinh phí", "Khái toán kinh phí", "Nhu cầu kinh phí", "Kinh phí được duyệt",
        "Vốn",
        "Budget",
    ),
    "basis": (
        "Nguồn gốc", "Văn bản chỉ đạo", "Căn cứ", "Văn bản giao", "Nguồn chỉ đạo", "Văn bản giao nhiệm vụ", "Căn cứ pháp lý",
        "Nguồn nhiệm vụ", "Căn cứ giao nhiệm vụ", "Văn bản giao việc", "Căn cứ thực hiện",
        "Basis",
    ),
    "result": (
        "Kết quả đạt được", "Kết quả cụ thể", "Kết quả đã đạt được", "Nội dung đã thực hiện", "Kết quả xử lý",
        "Kết quả triển khai",
        "Result",
    ),
    "evidence": (
        "Minh chứng", "Số, ký hiệu văn bản", "Văn bản ban hành", "Tài liệu minh chứng", "Văn bản minh chứng", "Link minh chứng",
        "Tài liệu kiểm chứng", "Minh chứng kèm theo", "Văn bản, tài liệu minh chứng", "Số hiệu văn bản", "Hồ sơ minh chứng",
        "Đường dẫn minh chứng", "Minh chứng hoàn thành",
        "Evidence",
    ),
    "difficulty": (
        "Khó khăn, vướng mắc", "Khó khăn", "Vướng mắc", "Tồn tại", "Nguyên nhân", "Lý do", "Tồn tại, hạn chế", "Lý do chậm",
        "Khó khăn, vướng mắc, nguyên nhân", "Tồn tại, nguyên nhân", "Hạn chế, vướng mắc", "Nguyên nhân chậm", "Lý do chậm muộn",
        "Difficulty", "Difficulties",
    ),
    "proposal": ("Đề xuất, kiến nghị", "Đề xuất", "Kiến nghị", "Kiến nghị, đề xuất", "Đề xuất giải pháp", "Proposal"),
    "next_step": (
        "Bước tiếp theo", "Biện pháp", "Giải pháp", "Hướng giải quyết", "Nhiệm vụ tiếp theo", "Giải pháp khắc phục",
        "Công việc tiếp theo", "Kế hoạch tiếp theo", "Các bước tiếp theo",
        "Next step", "Next steps",
    ),
    "note": ("Ghi chú", "Ghi chú các bước", "Ghi chú khác", "Chú thích", "Ý kiến khác", "Note", "Notes"),
    "measure": ("Đơn vị tính", "ĐVT", "Đơn vị đo"),
    "first_deadline": (
        "Thời hạn ban đầu", "Hạn ban đầu", "Thời hạn hoàn thành ban đầu", "Thời hạn gốc", "Hạn gốc", "Thời hạn trước gia hạn",
        "Thời hạn cũ", "Thời hạn giao ban đầu", "Thời hạn theo kế hoạch ban đầu",
    ),
    "extension": ("Gia hạn - Số lần", "Gia hạn - Mốc cũ", "Số lần gia hạn", "Gia hạn", "Mốc cũ", "Hạn cũ"),
}  # fmt: skip

# Names that stand for several fields: all of them, the likelier first.
SHARED: dict[str, tuple[str, ...]] = {
    "Thời gian hoàn thành": ("deadline", "completed_on"),
    "Ngày hoàn thành": ("completed_on", "deadline"),
    "Hoàn thành": ("completed_on", "status", "progress"),
    "Tiến độ": ("status", "progress", "deadline", "result"),
    "Tiến độ thực hiện": ("status", "progress", "deadline", "result"),
    "Mức độ hoàn thành": ("status", "progress", "result"),
    "Kết quả": ("deliverable", "result", "status"),
    "Kết quả thực hiện": ("result", "status", "deliverable"),
    "Kết quả hiện nay": ("result", "status"),
    "Tình hình thực hiện": ("result", "status"),
    "Tình hình": ("result", "status"),
    "Tình hình triển khai": ("result", "status"),
    "Tình hình, kết quả thực hiện": ("result", "status"),
    "Kết quả thực hiện nhiệm vụ": ("result", "status"),
    "Kết quả, tiến độ": ("result", "status", "progress"),
    "Đánh giá": ("status", "result"),
    "Đơn vị": ("lead", "measure"),
    "Cơ quan": ("lead",),
    "Cơ quan, đơn vị": ("lead",),
}

_LONG: dict[str, str] = {
    "dv": "don vi", "cq": "co quan", "nv": "nhiem vu", "tg": "thoi gian", "kp": "kinh phi", "ht": "hoan thanh",
    "th": "thuc hien", "sp": "san pham", "ld": "lanh dao", "cb": "can bo", "ph": "phoi hop", "ct": "chu tri",
    "cv": "cong viec", "kq": "ket qua", "tp": "thanh pham",
}  # fmt: skip
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_AS_OF = re.compile(r"\s+(?:tính\s+)?đến\s+(?:hết\s+)?(?:ngày|tháng|quý|năm|thời điểm)?\s*[\dIVX][\w\s/.\-]*$", re.IGNORECASE)
_ALIKE = 90
_SHORTEST = 10  # characters: shorter names differ by too little to be guessed


def _plain(text: str) -> str:
    """The comparison form of a heading; "%" is a word of it."""
    return key(text.replace("%", " phantram "))


@lru_cache(maxsize=4_096)
def _expanded(plain: str) -> str:
    return " ".join(_LONG.get(word, word) for word in plain.split())


def _index() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, fields in SHARED.items():
        found[_plain(name)] = fields
    for field, names in NAMES.items():
        for name in names:
            found.setdefault(_plain(name), (field,))
    for name, fields in list(found.items()):
        found.setdefault(_expanded(name), fields)
    return found


_BY_NAME = _index()
_RANK = {_plain(name): rank for names in NAMES.values() for rank, name in enumerate(names)}


@lru_cache(maxsize=4_096)
def fields_of(heading: str) -> tuple[str, ...]:
    """The fields that a heading means, the likeliest first; none where it is not known by name."""
    for plain in _forms(heading):
        fields = _BY_NAME.get(plain) or _BY_NAME.get(_expanded(plain))
        if fields:
            return fields
    return ()


@lru_cache(maxsize=4_096)
def rank_of(heading: str) -> int:
    """How special a name is among those of its field: the smaller, the surer."""
    ranks = (_RANK.get(form, _RANK.get(_expanded(form))) for form in _forms(heading))
    return next((rank for rank in ranks if rank is not None), 99)


def _forms(heading: str) -> tuple[str, ...]:
    """A heading whole, without what stands in brackets (units, forms of dates, numbers), and without the day it speaks for."""
    if len(heading) > 200:
        return ()
    heading = heading if heading.startswith("_") else narrow(clean(heading)).strip("*: ")
    if heading == "_id":
        return (_plain("_id"),)
    inside = "%" if "%" in "".join(_ASIDE.findall(heading)) else ""
    bare = _ASIDE.sub(" ", heading)
    wordings = (heading, bare + inside, bare, _AS_OF.sub("", bare.strip()))
    return tuple(dict.fromkeys(form for form in map(_plain, wordings) if form))


@lru_cache(maxsize=4_096)
def guess(heading: str) -> str | None:
    """The field whose name is nearly this one (a letter or two apart), where no other field's is; never a decision."""
    forms = [_expanded(form) for form in _forms(heading)[-1:]]
    if not forms or len(forms[0]) < _SHORTEST or len(forms[0].split()) < 2:
        return None
    near = {fields[0] for name, fields in _BY_NAME.items() if _near(forms[0], name)}
    return near.pop() if len(near) == 1 else None


def _near(written: str, name: str) -> bool:
    if len(name) < _SHORTEST or len(written.split()) != len(name.split()):
        return False
    return fuzz.token_sort_ratio(written, name, score_cutoff=_ALIKE) >= _ALIKE
