"""What the columns of a class's table are called, in several languages, and which LMS has made it.

A column whose heading nobody foresaw can be named: `--columns "id=Kennung,name=Wer"`.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from bplab.term.course import TermProblem

# field -> headings without case, blanks and marks (see `plain`), nbgrader's own names first.
HEADINGS = {
    "id": """id studentid idnumber sisuserid matrikelnummer matrnr matrikelnr matrikel 学号 學號
        学生学号 学籍号 学工号 学号工号 numerodeidentificacion numérodidentification
        numerodetudiant númerodeid numerodimatricola matricola matrícula registrationnumber
        enrolmentnumber rollnumber kennnummer idnummer 学号职工号 编号 学籍番号 学生番号 numéroétudiant
        학번 학생번호""",
    "username": """username loginid sisloginid login userid user benutzername nutzername anmeldename
        kennung usuario nombredeusuario nomdutilisateur identifiant 用户名 用户id 账号 帐号
        登录名 登錄名 使用者名稱 nomeutente""",
    "lms_user_id": "lmsuserid canvasuserid canvasid moodleid",
    "name": """name fullname studentname student displayname vollständigername teilnehmer teilnehmerin
        vorundnachname 姓名 学生姓名 學生姓名 全名 真实姓名 名字 nombre nombrecompleto
        apellidosynombre nomcomplet nomprénom nomecompleto nomeecognome nomecognome 氏名
        studentin studierende studierender 이름 성명""",
    "first_name": "firstname givenname vorname 名 nombres prénom nome firstnames",
    "last_name": """lastname surname familyname nachname familienname zuname 姓 姓氏 apellidos apellido nom
        cognome""",
    "email": """email emailaddress mail emailadresse mailadresse 邮箱 电子邮箱 电子邮件 電子郵件 邮件
        邮箱地址 电子邮件地址 電子郵件信箱 correo correoelectrónico direccióndecorreo dirección
        direcciónemail courriel adressedecourriel adressecourriel indirizzoemail""",
    "participant": """identifier identificador identificativo identifiantparticipant 标识符 編號 標識 识别号
        numérodidentifiant númerodeidentificação""",
    "grade": """grade score mark points bewertung note punkte punktzahl 成绩 分数 得分 总分 最终成绩
        成績 分數 评分 評分 calificación nota évaluation valutazione""",
    "maximum": """maximumgrade maxgrade bestwertung maximalpunkte 最高分 最高成绩 满分 最高分數 最高成績
        calificaciónmáxima notemaximale valutazionemassima notamáxima""",
    "changeable": """gradecanbechanged bewertungkanngeändertwerden 成绩可更改 成绩可以更改 成绩可被更改
        評分可以更改 lacalificaciónpuedesermodificada lacalificaciónpuedecambiar
        lanotepeutêtremodifiée""",
    "submitted": """submitted submittedat submittime submissiontime lastmodifiedsubmission datesubmitted
        zuletztgeändertabgabe abgabezeit abgegebenam 提交时间 最后修改提交 最后提交时间 作答时间
        最後修改學生 últimamodificaciónentrega dernièremodificationtravailremis
        dernièremodificationenvoi""",
    "graded": """lastmodifiedgrade zuletztgeändertbewertung 最后修改成绩 最後修改老師
        últimamodificacióncalificación dernièremodificationnote dernièremodificationévaluation
        ultimamodificavalutazione""",
}
MEANING = {word: name for name, words in HEADINGS.items() for word in words.split()}
# Rows below a class that are none of it, as spreadsheets and school systems write them.
SUMMARIES = """total totals sum average mean median minimum maximum standarddeviation stdev overallaverage
    classaverage gesamt summe anzahl durchschnitt mittelwert gesamtdurchschnitt moyenne somme promedio suma
    totale 合计 總計 总计 共计 小计 合計 総計 平均 平均分 平均值 平均点 均分 最高分 最低分 最高 最低
    人数 總人數 总人数 人數 中位数 标准差 及格率 优秀率"""
REMARK = re.compile(
    r"(?:备注|備註|说明|說明|注|制表人|制表日期|打印时间|打印日期|导出时间|任课教师|教师签名|审核人?)\s*[:：].*",
    re.DOTALL,
)
AS_FORMULA = re.compile(
    r'="?([^"]*)"?|\'(.*)|(\d{4,})\.0'
)  # how spreadsheets keep, or make, a number of digits
WHO = {"id", "username", "lms_user_id", "name", "first_name", "last_name", "email", "participant"}
KEYS = {"id", "username", "lms_user_id", "email"}
PARTICIPANT = re.compile(r"([^\d\s][^\d]*?)\s?(\d+)")  # Moodle's: Participant 123, Teilnehmer/in123
PARTICIPANTS = {
    "participant",
    "teilnehmerin",
    "teilnehmer",
    "参与者",
    "參與者",
    "participante",
    "partecipante",
}
CANVAS_COLUMN = re.compile(r"(.+) \((\d+)\)")  # title, the assignment's number
BLACKBOARD_COLUMN = re.compile(r"(.+?)(?: \[[^\[\]\d]*([\d.,]+)?[^\[\]]*\])? ?\|(\d+)", re.DOTALL)
SEARCHED = 10  # rows in which the headings are looked for; some systems write titles above them

NO_HEADINGS = (
    "{path}: no row of headings with a student id, a name or an e-mail address among the first rows. Found: "
    '{found}. Say what they mean: --columns "id=..., name=..."'
)
NO_COLUMN = "{path} has no column {heading!r}; it has: {found}"
NO_FIELD = "--columns: {name!r} is no field; fields are {fields}"


@dataclass(frozen=True)
class Layout:
    """Whose table it is, where its headings stand, and which column means what.

    lms: moodle, canvas, blackboard or other. header: number of the row. columns: field -> column.
    """

    lms: str
    header: int
    columns: dict = field(default_factory=dict)
    headings: tuple = ()

    def data_rows(self, table):
        """(number, field -> text) of the rows that are about a student."""
        for number in range(self.header + 1, len(table.rows)):
            row = table.rows[number]
            found = {name: row[column] for name, column in self.columns.items() if column < len(row)}
            found |= {name: _as_text(found[name]) for name in KEYS & set(found)}
            if not any(found.get(name) for name in WHO) or self._is_no_student(found):
                continue
            yield number, found

    def _is_no_student(self, found):
        """A total, a remark, the headings again. Canvas's `Points Possible` has no id; its test student has
        none of the school's.
        """
        key = next(filter(None, (found.get(name) for name in ("id", "username", "email"))), "")
        who = key or found.get("name") or found.get("last_name") or ""
        if re.sub(r"\d", "", plain(who)) in SUMMARIES.split() or REMARK.fullmatch(who):
            return True
        if key and plain(key) in {
            plain(self.headings[self.columns[name]]) for name in KEYS & set(self.columns)
        }:
            return True
        if self.lms != "canvas":
            return False
        is_test = plain(found.get("name", "")) == "studenttest" and not found.get("id")
        return is_test or not found.get("lms_user_id")


def _as_text(key):
    """An id without what a spreadsheet puts around it, `="0023001"`, and without marks that nobody sees."""
    key = "".join(c for c in key if unicodedata.category(c) != "Cf").strip()
    found = AS_FORMULA.fullmatch(key)
    return next(filter(None, found.groups()), "").strip() if found else key


def plain(heading):
    """A heading as in HEADINGS."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(c for c in text if c.isalnum())


def layout(table, columns=None):
    """The Layout of a table; columns: field -> heading, as a person has said. Raises TermProblem."""
    best = max(range(min(SEARCHED, len(table.rows))), key=lambda n: _knows(table.rows[n], columns))
    headings = table.rows[best]
    lms = _lms(table, best)
    found = {}
    for number, heading in enumerate(headings):
        name = "participant" if lms == "moodle" and number == 0 else _meaning(heading, lms)
        if name and name not in found:
            found[name] = number
    if lms == "moodle":
        _complete_moodle(table, best, found)
    for name, heading in (columns or {}).items():
        if name not in HEADINGS:
            raise TermProblem(NO_FIELD.format(name=name, fields=", ".join(sorted(HEADINGS))))
        found[name] = column_called(table, best, heading)
    if not WHO & set(found):
        raise TermProblem(NO_HEADINGS.format(path=table.path, found=_listed(headings)))
    return Layout(lms, best, found, tuple(headings))


def column_called(table, header, heading):
    """The number of a column; raises TermProblem."""
    headings = table.rows[header]
    for same in (str.strip, plain):
        if same(heading) in map(same, headings):
            return [same(other) for other in headings].index(same(heading))
    raise TermProblem(NO_COLUMN.format(path=table.path, heading=heading, found=_listed(headings)))


def read_columns(text):
    """`id=学号,name=姓名` -> {"id": "学号", "name": "姓名"}"""
    pairs = [piece.partition("=") for piece in re.split("[,，]", text) if piece.strip()]
    return {name.strip(): heading.strip() for name, _, heading in pairs}


def _knows(row, columns):
    chosen = set(map(plain, (columns or {}).values()))
    return sum(plain(heading) in MEANING or plain(heading) in chosen for heading in row)


def _meaning(heading, lms):
    word = plain(heading)
    if lms == "canvas" and word == "id":
        return "lms_user_id"
    if lms == "blackboard" and BLACKBOARD_COLUMN.fullmatch(heading):
        return None
    return MEANING.get(word)


def _lms(table, header):
    headings = table.rows[header]
    words = [plain(heading) for heading in headings]
    if any(re.search(r"\|\d+$", heading) for heading in headings):
        return "blackboard"
    if "id" in words and ({"sisloginid", "sisuserid"} & set(words) or {"student", "section"} <= set(words)):
        return "canvas"
    if _is_moodle(table, header, words):
        return "moodle"
    if {"username", "lastname", "firstname"} <= {MEANING.get(w, "").replace("_", "") for w in words}:
        return "blackboard"
    return "other"


def _is_moodle(table, header, words):
    """Whether the first column holds participants: one word before all numbers, in the site's language."""
    found = [PARTICIPANT.fullmatch(row[0]) for row in table.rows[header + 1 :] if row[0]]
    if not found or not all(found) or len({match[1] for match in found}) != 1:
        return False
    meant = {MEANING.get(word) for word in words}
    if plain(found[0][1]) in PARTICIPANTS or {"participant", "graded", "changeable"} & meant:
        return True
    return len(found[0][1]) > 4 and len(words) > 7 and _maximum(table, header) is not None


def _complete_moodle(table, header, found):
    """Moodle's columns have one order in every language: the grade stands before the highest one.

    Headings nobody foresaw are found by it: the highest grade is the same number in all rows.
    """
    rows = [row for row in table.rows[header + 1 :] if row[0]]
    width = min(map(len, rows), default=0)
    if "maximum" not in found and (column := _maximum(table, header)):
        found["maximum"] = column
    if "grade" not in found and "maximum" in found:
        found["grade"] = found["maximum"] - 1
    if "name" not in found and width > 1:
        found["name"] = 1
    if "email" not in found:
        for column in range(2, width):
            if all("@" in row[column] for row in rows):
                found["email"] = column
    if "changeable" not in found and "maximum" in found and found["maximum"] + 1 < width:
        found["changeable"] = found["maximum"] + 1


def _maximum(table, header):
    """The first column with the same number in all rows, or None."""
    rows = [row for row in table.rows[header + 1 :] if row[0]]
    for column in range(2, min(map(len, rows), default=0)):
        values = {row[column] for row in rows}
        if len(values) == 1 and re.fullmatch(r"\d+([.,]\d+)?", values.pop()):
            return column
    return None


def _listed(headings):
    return ", ".join(repr(heading[:40]) for heading in headings[:12]) or "nothing"
