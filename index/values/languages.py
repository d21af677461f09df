"""Languages by their primary subtags (`ja`, `en`), and what people call them."""

import re
import unicodedata

_NAMES: dict[str, tuple[str, ...]] = {
    "ja": ("日本語", "Japanese", "和文", "jp", "jpn"),
    "en": ("English", "英語", "英文", "eng"),
    "ko": ("한국어", "Korean", "韓国語", "朝鮮語", "조선어", "kr", "kor"),
    "zh": ("中文", "Chinese", "中国語", "简体中文", "繁體中文", "繁体中文", "汉语", "漢語", "华语",
           "Mandarin", "cn", "tw", "zho", "chi"),
    "ar": ("العربية", "Arabic", "アラビア語", "ara"),
    "bg": ("Български", "Bulgarian", "ブルガリア語", "bul"),
    "bn": ("বাংলা", "Bengali", "ベンガル語", "ben"),
    "ca": ("Català", "Catalan", "カタルーニャ語", "cat"),
    "cs": ("Čeština", "Czech", "チェコ語", "ces", "cze"),
    "da": ("Dansk", "Danish", "デンマーク語", "dan"),
    "de": ("Deutsch", "German", "ドイツ語", "独語", "deu", "ger"),
    "el": ("Ελληνικά", "Greek", "ギリシャ語", "ell", "gre"),
    "eo": ("Esperanto", "エスペラント", "epo"),
    "es": ("Español", "Spanish", "スペイン語", "spa"),
    "fa": ("فارسی", "Persian", "ペルシア語", "fas", "per"),
    "fi": ("Suomi", "Finnish", "フィンランド語", "fin"),
    "fr": ("Français", "French", "フランス語", "仏語", "fra", "fre"),
    "he": ("עברית", "Hebrew", "ヘブライ語", "heb"),
    "hi": ("हिन्दी", "Hindi", "ヒンディー語", "hin"),
    "hu": ("Magyar", "Hungarian", "ハンガリー語", "hun"),
    "id": ("Bahasa Indonesia", "Indonesian", "インドネシア語", "ind"),
    "it": ("Italiano", "Italian", "イタリア語", "ita"),
    "mn": ("Монгол", "Mongolian", "モンゴル語", "mon"),
    "ms": ("Bahasa Melayu", "Malay", "マレー語", "msa"),
    "my": ("မြန်မာဘာသာ", "Burmese", "ミャンマー語", "ビルマ語", "mya"),
    "nb": ("Norsk bokmål", "nob"),
    "nl": ("Nederlands", "Dutch", "オランダ語", "nld", "dut"),
    "no": ("Norsk", "Norwegian", "ノルウェー語", "nor"),
    "pl": ("Polski", "Polish", "ポーランド語", "pol"),
    "pt": ("Português", "Portuguese", "ポルトガル語", "por"),
    "ro": ("Română", "Romanian", "ルーマニア語", "ron", "rum"),
    "ru": ("Русский", "Russian", "ロシア語", "露語", "rus"),
    "sv": ("Svenska", "Swedish", "スウェーデン語", "swe"),
    "th": ("ไทย", "Thai", "タイ語", "tha"),
    "tr": ("Türkçe", "Turkish", "トルコ語", "tur"),
    "uk": ("Українська", "Ukrainian", "ウクライナ語", "ukr"),
    "vi": ("Tiếng Việt", "Vietnamese", "ベトナム語", "vie"),
}  # fmt: skip
"""By subtag its name in the language itself, then what else it is called."""

_OTHERS = (
    "aa ab ae af ak am an as av ay az ba be bh bi bm bo br bs ce ch co cr cu cv cy dv dz ee et eu "
    "ff fil fj fo fy ga gd gl gn gu gv ha ho hr ht hy hz ia ie ig ii ik io is iu jv ka kg ki kj kk "
    "kl km kn ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mr mt na nd ne ng nn nr "
    "nv ny oc oj om or os pa pi ps qu rm rn rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sw "
    "ta te tg ti tk tl tn to ts tt ty ug ur uz ve vo wa wo xh yi yo yue za zu"
)
"""The other subtags of ISO 639-1, and two of three letters that sites use."""

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*(?:[.@].*)?")


def _key(text: str) -> str:
    """A name in the form in which names are compared; of several in a row the first."""
    first = re.split("[,;/|、]", unicodedata.normalize("NFKC", text))[0]
    return first.strip().casefold()


_BY_NAME = {code: code for code in (*_NAMES, *_OTHERS.split())} | {
    _key(name): code for code, names in _NAMES.items() for name in names
}


def language_of(text: str) -> str:
    """The primary subtag of a language as people name it: `ja-JP`, `ja_JP.UTF-8`, `Japanese`,
    `日本語`, `Chinese (Simplified)`; of several the first; "" where it is none."""
    key = _key(text)
    tag = _TAG.fullmatch(key)
    if tag or key in _BY_NAME:
        return _BY_NAME.get(key) or (_BY_NAME.get(tag[1], "") if tag else "")
    word = re.split(r"[\W_]", key, maxsplit=1)[0]
    return _BY_NAME.get(word, "") if len(word) > 3 or not word.isascii() else ""


def language_value(text: str) -> str:
    """The value of the label `lang` that a filter means by a language as people name it; what names
    none stays as it is, and no post has it."""
    return language_of(text) or text


def own_name(language: str) -> str:
    """What a language is called in itself; its subtag where that is not known here."""
    return _NAMES[language][0] if language in _NAMES else language
