"""The sentences, in English and Chinese."""

from collections.abc import Iterator, Mapping
from typing import Any

from audit.verify.report import Finding, Report, Verdict

LANGUAGES = ("en", "zh")
MARKS = {
    Verdict.HOLDS: ("holds", "成立"),
    Verdict.NOTE: ("note", "说明"),
    Verdict.DOUBT: ("DOUBT", "存疑"),
}
WORDS: dict[str, tuple[str, str]] = {
    "ALL": (
        "All that was checked holds.",
        "所有核验项均成立。",
    ),
    "DOUBTS": (
        "There is doubt, {count} times. Do not rely on this bundle.",
        "存在疑点 {count} 处。请勿依赖此证据包。",
    ),
    "MORE": ("… and {count} more of the same kind.", "……另有同类 {count} 项。"),
    "NO-KEY": (
        (
            "Give the key of the log with --key. Trust needs a key that you keep; none is taken"
            " from the bundle."
        ),
        "请用 --key 给出日志的公钥。信任须以自行保存的公钥为据，本程序不采用证据包内的任何公钥。",
    ),
    "KEY-BAD": ("A key cannot be read: {reason}.", "公钥无法读取：{reason}。"),
    "ROOTS-BAD": (
        "The certificates of --time-roots cannot be read: {reason}.",
        "--time-roots 的证书无法读取：{reason}。",
    ),
    "KEPT-BAD": (
        "The head of --kept, or its proof, cannot be used: {reason}.",
        "--kept 的日志头或其证明无法使用：{reason}。",
    ),
    "KEPT": (
        "The head of {size} entries and the one of {kept} that you kept are of one history.",
        "{size} 条记录的日志头与您保存的 {kept} 条记录的日志头属同一历史。",
    ),
    "KEPT-OTHER": (
        (
            "The head of {size} entries and the one of {kept} that you kept are not of one history:"
            " it was rewritten, or the proof is wrong."
        ),
        (
            "{size} 条记录的日志头与您保存的 {kept} 条记录的日志头不属同一历史："
            "历史被改写，或证明有误。"
        ),
    ),
    "KEPT-UNPROVEN": (
        (
            "Nothing shows whether the head of {kept} entries that you kept is of this history: get"
            " /audit/log/consistency/{old}/{new} from the log and give it with --kept-proof."
        ),
        (
            "无从得知您保存的 {kept} 条记录的日志头是否属于此历史：请从日志取得"
            " /audit/log/consistency/{old}/{new}，并用 --kept-proof 给出。"
        ),
    ),
    "NO-ORIGIN": (
        "The keys have several names: say with --origin which log is meant.",
        "所给公钥名称不一：请用 --origin 指明日志。",
    ),
    "QUORUM": (
        "{quorum} of {known} witnesses cannot be asked for.",
        "无法要求 {known} 个见证方中的 {quorum} 个。",
    ),
    "NO-BUNDLE": ("{path} is no bundle that can be read.", "{path} 不是可读取的证据包。"),
    "NO-BAG": (
        "There is no BagIt declaration or manifest: this is no bundle.",
        "没有 BagIt 声明或清单：这不是证据包。",
    ),
    "LINK": ("“{name}” is a link or no plain file: refused.", "“{name}”是链接或非普通文件：拒绝。"),
    "MANY": ("More than {count} files: refused.", "文件超过 {count} 个：拒绝。"),
    "BOMB": (
        "“{name}” would grow beyond all measure: refused.",
        "“{name}”解压后异常膨胀：拒绝。",
    ),
    "ENCRYPTED": ("“{name}” is encrypted: refused.", "“{name}”已加密：拒绝。"),
    "PATH": ("“{name}” is no path inside a bundle: refused.", "“{name}”不是证据包内的路径：拒绝。"),
    "TWICE": ("“{name}” is there twice: refused.", "“{name}”重复出现：拒绝。"),
    "BAG": (
        "All {count} files ({size} bytes) are as the manifests say; nothing is missing or extra.",
        "全部 {count} 个文件（{size} 字节）与清单一致，无缺失，无多余。",
    ),
    "BAG-UNREADABLE": ("“{name}” cannot be read to its end.", "“{name}”无法完整读取。"),
    "BAG-DECLARATION": ("bagit.txt is not that of BagIt 1.0.", "bagit.txt 不符合 BagIt 1.0。"),
    "BAG-EXTRA": ("“{name}” does not stand in {manifest}.", "“{name}”未列入 {manifest}。"),
    "BAG-MISSING": (
        "“{name}” stands in {manifest} and is missing.",
        "“{name}”列入 {manifest}，但缺失。",
    ),
    "BAG-CHANGED": (
        "“{name}” was changed: it is not what {manifest} says.",
        "“{name}”已被改动：与 {manifest} 不符。",
    ),
    "BAG-NO-MANIFEST": ("{name} is missing or cannot be read.", "{name} 缺失或无法读取。"),
    "BAG-LINE": (
        "Line {number} of {name} is not as it must be.",
        "{name} 第 {number} 行格式不符。",
    ),
    "HEAD": (
        "The head of {size} entries is signed by {origin} with a key that you gave.",
        "{size} 条记录的日志头由 {origin} 以您给出的密钥签名。",
    ),
    "HEAD-BAD": (
        "{name} is no head of this log: {reason}.",
        "{name} 不是本日志的日志头：{reason}。",
    ),
    "HEAD-NAME": (
        "{name} is the head of {size} entries and not what its name says.",
        "{name} 实为 {size} 条记录的日志头，与名称不符。",
    ),
    "HEAD-NONE": (
        "No head that {origin} signed with a key that you gave: nothing is proven.",
        "没有由 {origin} 以您给出的密钥签名的日志头：无从证明。",
    ),
    "KEY-CHANGED": (
        "The log changed its key, as you know: entry {index} announced {key}.",
        "日志更换过密钥，与您所知一致：第 {index} 条记录公布了 {key}。",
    ),
    "KEY-ANNOUNCED": (
        (
            "Under a head of {size} entries that a key of yours signed the log announced another"
            " key (entry {index}): {key} Ask elsewhere whether it is the one, then give it with"
            " --key as well."
        ),
        (
            "在您给出的密钥所签的 {size} 条记录的日志头下，第 {index} 条记录公布了另一密钥："
            "{key} 请另行查证，确认后一并用 --key 给出。"
        ),
    ),
    "KEY-CHANGE-UNPROVEN": (
        "Not checked: the announcement of a key in entry {index} ({reason}).",
        "未核验：第 {index} 条记录中的密钥公布（{reason}）。",
    ),
    "CONSISTENCY": (
        "The head of {new} entries continues that of {old}: nothing before was rewritten.",
        "{new} 条记录的日志头延续 {old} 条的日志头：此前内容未被改写。",
    ),
    "CONSISTENCY-MISSING": (
        "No readable proof that the head of {new} entries continues that of {old}.",
        "缺少 {new} 条记录的日志头延续 {old} 条的可读证明。",
    ),
    "CONSISTENCY-BROKEN": (
        (
            "The head of {new} entries does not continue that of {old}: history was rewritten,"
            " or the proof is wrong."
        ),
        "{new} 条记录的日志头不延续 {old} 条的日志头：历史被改写，或证明有误。",
    ),
    "WITNESS-UNCHECKED": (
        "Not checked: witnesses. Give their keys with --witness.",
        "未核验：见证方。请用 --witness 给出其公钥。",
    ),
    "COSIGNED": (
        "{witness} cosigned the head of {size} entries at {at}.",
        "{witness} 于 {at} 联署了 {size} 条记录的日志头。",
    ),
    "COSIGNATURE-BAD": (
        "The cosignature of {witness} under the head of {size} entries does not hold.",
        "{witness} 对 {size} 条记录的日志头的联署不成立。",
    ),
    "WITNESS-FEW": (
        "Only {count} of your witnesses cosigned the head of {size} entries; {quorum} are asked.",
        "您给出的见证方仅有 {count} 个联署了 {size} 条记录的日志头，要求 {quorum} 个。",
    ),
    "WITNESSES": (
        "At least {quorum} of your {known} witnesses saw the head of {size} entries.",
        "您给出的 {known} 个见证方中至少 {quorum} 个见证了 {size} 条记录的日志头。",
    ),
    "TIME-UNCHECKED": (
        (
            "Not checked: signatures of time-stamping authorities. Give their certificates with"
            " --time-roots."
        ),
        "未核验：时间戳机构的签名。请用 --time-roots 给出其证书。",
    ),
    "TIME-NONE": (
        "No time-stamp token under the given certificates holds.",
        "没有在所给证书下成立的时间戳。",
    ),
    "TIME-STATED": (
        "A token over the head of {size} entries states {at}; its signature was not checked.",
        "{size} 条记录的日志头的时间戳写明 {at}；其签名未核验。",
    ),
    "TIME-BAD": (
        "The token over the head of {size} entries does not hold: {reason}.",
        "{size} 条记录的日志头的时间戳不成立：{reason}。",
    ),
    "TIME-BACKDATED": (
        (
            "Entry {index} says that it was written at {at}; at {stated}, by a trusted time, it was"
            " not in the log."
        ),
        "第 {index} 条记录称写于 {at}；但按可信时间，{stated} 时它尚不在日志中。",
    ),
    "TIME-AHEAD": (
        (
            "Entry {index} says that it was written at {at}; by a trusted time it was in the log at"
            " {stated} already."
        ),
        "第 {index} 条记录称写于 {at}；但按可信时间，{stated} 时它已在日志中。",
    ),
    "TIME": (
        "{authority} states that the head of {size} entries existed at {at}.",
        "{authority} 证明 {size} 条记录的日志头在 {at} 已存在。",
    ),
    "ENTRY-UNPROVEN": (
        "Entry {index} is not proven to be in the log: {reason}.",
        "未能证明第 {index} 条记录在日志中：{reason}。",
    ),
    "ENTRY-UNREADABLE": (
        "Entry {index} cannot be read: {reason}.",
        "第 {index} 条记录无法读取：{reason}。",
    ),
    "ENTRY-NONE": ("There is no entry.", "没有记录。"),
    "ENTRIES": (
        "All {count} entries are in the log, each unchanged and at its place.",
        "全部 {count} 条记录均在日志中，内容未变，位置无误。",
    ),
    "ERASED": (
        "{count} personal fields were erased; their entries are unchanged.",
        "{count} 项个人信息已抹除；相应记录未变。",
    ),
    "DISCLOSED-OTHER": (
        "The personal field “{field}” shown with entry {index} is not the one that was recorded.",
        "第 {index} 条记录所附个人信息“{field}”与记录时不符。",
    ),
    "DISCLOSED-MISSING": (
        "The personal field “{field}” of entry {index} is neither shown nor said to be erased.",
        "第 {index} 条记录的个人信息“{field}”既未出示也未注明已抹除。",
    ),
    "WITHHELD": (
        "{count} entries are under seal and not shown; their places and hashes are fixed.",
        "{count} 条记录密封未出示；其在日志中的位置与哈希已固定。",
    ),
    "WITHHELD-BAD": (
        "What is said of entries under seal does not hold: {reason}.",
        "关于密封记录的说明不成立：{reason}。",
    ),
    "HOLE": (
        "Of {subject} “{name}” the entries with numbers {numbers} are missing.",
        "{subject}“{name}”缺少编号为 {numbers} 的记录。",
    ),
    "NUMBERS": (
        "The entries of {count} things are numbered without a hole.",
        "{count} 个对象的记录编号连续无缺。",
    ),
    "REQUEST": (
        "This bundle was asked for at {at}, as the log has it: {case}.",
        "日志载明本证据包于 {at} 申请：{case}。",
    ),
    "REQUEST-NONE": (
        "The log has no request for this bundle.",
        "日志中没有本证据包的申请记录。",
    ),
    "FILE": (
        (
            "“{subject}” ({name}) was received at {at}, unchanged ({size} bytes), and"
            " nothing before it was rewritten: it is entry {index} of the {head} under the head"
            " of {origin}."
        ),
        (
            "“{subject}”（{name}）于 {at} 收到，内容未变（{size} 字节），此前内容未被改写："
            "它是 {origin} 日志头下 {head} 条记录中的第 {index} 条。"
        ),
    ),
    "FILE-WITNESSED": (
        "{name}: {quorum} or more witnesses saw that head of {head} entries.",
        "{name}：至少 {quorum} 个见证方见证了该 {head} 条记录的日志头。",
    ),
    "FILE-TIMED": (
        "{name}: received at the latest at {at}, says {authority}.",
        "{name}：{authority} 证明其收到时间不晚于 {at}。",
    ),
    "FILE-UNTIMED": (
        "{name}: no trusted time covers entry {index} yet.",
        "{name}：第 {index} 条记录尚无可信时间。",
    ),
    "OBJECTS": (
        "{count} tables of objects are a copy; the log proves nothing about them.",
        "{count} 份对象表是平台数据的副本，日志不对其作证明。",
    ),
    "FILE-STRANGE": ("“{name}” has no place in a bundle.", "“{name}”不应出现在证据包中。"),
    "FILE-UNLISTED": (
        "“{name}” is not the file of that name in the list of documents.",
        "“{name}”与文件目录所列不符。",
    ),
    "FILE-MISSING": ("“{name}” is listed and missing.", "“{name}”已列入目录，但缺失。"),
    "FILE-LIST": (
        "The list of documents cannot be read: {reason}.",
        "文件目录无法读取：{reason}。",
    ),
    "FILE-ABSENT": (
        "The file that entry {index} received for “{subject}” (SHA-256 {sha256}) is not here.",
        "第 {index} 条记录为“{subject}”收到的文件（SHA-256 {sha256}）不在此处。",
    ),
    "FILE-DISPOSED": (
        "The file that entry {index} received for “{subject}” was disposed of (entry {by}).",
        "第 {index} 条记录为“{subject}”收到的文件已依规处置（第 {by} 条记录）。",
    ),
    "FILE-INFECTED": (
        "The file that entry {index} received for “{subject}” is in quarantine (entry {by}).",
        "第 {index} 条记录为“{subject}”收到的文件已被隔离（第 {by} 条记录）。",
    ),
    "FILE-WAITING": (
        (
            "The file that entry {index} received for “{subject}” is not here: it waits for the"
            " virus scanner (entry {by})."
        ),
        "第 {index} 条记录为“{subject}”收到的文件不在此处：它仍在等待病毒扫描（第 {by} 条记录）。",
    ),
    "FILE-UNKNOWN": (
        "No entry here says that “{name}” (SHA-256 {sha256}) came in: it was changed or put in.",
        "没有记录载明收到“{name}”（SHA-256 {sha256}）：它被改动或被加入。",
    ),
    "FILE-SIZE": (
        "“{name}” has another size than entry {index} says.",
        "“{name}”的大小与第 {index} 条记录不符。",
    ),
}


def phrase(code: str, facts: Mapping[str, Any], language: str) -> str:
    """The sentence of `code`; nothing in it can move the cursor of a terminal."""
    template = WORDS[code][LANGUAGES.index(language)]
    return template.format(**{name: _shown(value) for name, value in facts.items()})


def line_of(finding: Finding, language: str) -> str:
    """One finding as a line."""
    mark = MARKS[finding.verdict][LANGUAGES.index(language)]
    return f"[{mark}] {phrase(finding.code, finding.facts, language)}"


def in_words(report: Report, language: str) -> Iterator[str]:
    """Every finding, and what follows from all."""
    shown: dict[tuple[Verdict, str], int] = {}
    for finding in report.findings:
        kind = (finding.verdict, finding.code)
        shown[kind] = shown.get(kind, 0) + 1
        yield line_of(finding, language)
    for kind, count in report.counts.items():
        if count > shown[kind]:
            yield phrase("MORE", {"count": count - shown[kind]}, language)
    yield (
        phrase("DOUBTS", {"count": report.doubts}, language)
        if report.doubts
        else phrase("ALL", {}, language)
    )


def _shown(value: object) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in str(value))
