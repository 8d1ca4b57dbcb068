"""Names of languages as pages write them, and their tags (BCP 47). It reads nothing.

A line has a language's tag and then its names: in English, in the language itself, in French and in Spanish, and its
codes of ISO 639-2. Made from Unicode CLDR 47 (by way of Babel 2.19) and iso-codes (by way of pycountry), for the
languages that submissions and national reports come in.
"""

from __future__ import annotations

_TABLE = """
af: afrikaans, afrikáans, afr
am: amharic, አማርኛ, amharique, amárico, amh
ar: arabic, العربية, arabe, árabe, ara
az: azerbaijani, azərbaycan, azerbaïdjanais, azerbaiyano, aze
be: belarusian, беларуская, biélorusse, bielorruso, bel
bg: bulgarian, български, bulgare, búlgaro, bul
bi: bislama, bichelamar, bis
bn: bengali, bangla, বাংলা, bengalí, ben
bo: tibetan, བོད་སྐད་, tibétain, tibetano, bod, tib
bs: bosnian, bosanski, bosniaque, bosnio, bos
ca: catalan, català, catalán, cat
ckb: central kurdish, کوردیی ناوەندی, sorani, kurdo sorani, ckb
cs: czech, čeština, tchèque, checo, ces, cze
cy: welsh, cymraeg, gallois, galés, cym, wel
da: danish, dansk, danois, danés, dan
de: german, deutsch, allemand, alemán, deu, ger
el: greek, ελληνικά, grec, griego, ell, gre
en: english, anglais, inglés, eng
eo: esperanto, espéranto, epo
es: spanish, español, espagnol, spa
et: estonian, eesti, estonien, estonio, est
eu: basque, euskara, euskera, eus, baq
fa: farsi, persian, فارسی, persan, persa, fas, per
fi: finnish, suomi, finnois, finés, fin
fil: filipino, fil
fj: fijian, fidjien, fiyiano, fij
fr: french, français, francés, fra, fre
ga: irish, gaeilge, irlandais, irlandés, gle
gl: galician, galego, galicien, gallego, glg
gn: guarani, avañe'ẽ, guaraní, grn
gu: gujarati, ગુજરાતી, goudjarati, guyaratí, guj
ha: hausa, haoussa, hau
he: hebrew, עברית, hébreu, hebreo, heb
hi: hindi, हिन्दी, hin
hr: croatian, hrvatski, croate, croata, hrv
ht: haitian creole, kreyòl ayisyen, créole haïtien, criollo haitiano, hat
hu: hungarian, magyar, hongrois, húngaro, hun
hy: armenian, հայերեն, arménien, armenio, hye, arm
id: bahasa indonesia, indonesian, indonesia, indonésien, indonesio, ind
ig: igbo, asụsụ igbo, ibo
is: icelandic, íslenska, islandais, islandés, isl, ice
it: italian, italiano, italien, ita
ja: japanese, 日本語, japonais, japonés, jpn
jv: javanese, jawa, javanais, javanés, jav
ka: georgian, ქართული, géorgien, georgiano, kat, geo
kk: kazakh, қазақ тілі, kazajo, kaz
km: khmer, ខ្មែរ, jemer, khm
kn: kannada, ಕನ್ನಡ, canarés, kan
ko: korean, 한국어, coréen, coreano, kor
ku: kurdish, kurdî, kurde, kurdo, kur
ky: kyrgyz, кыргызча, kirghize, kirguís, kir
lg: ganda, luganda, lug
ln: lingala, lingála, lin
lo: lao, ລາວ
lt: lithuanian, lietuvių, lituanien, lituano, lit
lv: latvian, latviešu, letton, letón, lav
mg: malagasy, malgache, mlg
mh: marshallese, marshallais, marshalés, mah
mi: māori, maori, maorí, mri, mao
mk: macedonian, македонски, macédonien, macedonio, mkd, mac
ml: malayalam, മലയാളം, malayálam, mal
mn: mongolian, монгол, mongol, mon
mr: marathi, मराठी, maratí, mar
ms: malay, melayu, malais, malayo, msa, may
mt: maltese, malti, maltais, maltés, mlt
my: burmese, မြန်မာ, birman, birmano, mya, bur
ne: nepali, नेपाली, népalais, nepalí, nep
nl: dutch, nederlands, néerlandais, neerlandés, nld, dut
no: norwegian, norsk, norvégien, noruego, nor
om: oromo, oromoo, orm
or: odia, ଓଡ଼ିଆ, oriya, ori
pa: punjabi, ਪੰਜਾਬੀ, pendjabi, punyabí, pan
pl: polish, polski, polonais, polaco, pol
prs: dari, prs
ps: pashto, پښتو, pachto, pastún, pus
pt: portuguese, português, portugais, portugués, por
qu: quechua, runasimi, que
rm: romansh, rumantsch, romanche, roh
ro: romanian, română, roumain, rumano, ron, rum
ru: russian, русский, russe, ruso, rus
rw: kinyarwanda, ikinyarwanda, kin
sd: sindhi, سنڌي, sindi, snd
si: sinhala, සිංහල, cingalais, cingalés, sin
sk: slovak, slovenčina, slovaque, eslovaco, slk, slo
sl: slovenian, slovenščina, slovène, esloveno, slv
sm: samoan, samoano, smo
sn: shona, chishona, sna
so: somali, soomaali, somalí, som
sq: albanian, shqip, albanais, albanés, sqi, alb
sr: serbian, српски, serbe, serbio, srp
st: southern sotho, sesotho, sotho du sud, sotho meridional, sot
su: sundanese, basa sunda, soundanais, sundanés, sun
sv: swedish, svenska, suédois, sueco, swe
sw: kiswahili, swahili, suajili, swa
ta: tamil, தமிழ், tamoul, tam
te: telugu, తెలుగు, télougou, tel
tg: tajik, тоҷикӣ, tadjik, tayiko, tgk
th: thai, ไทย, thaï, tailandés, tha
ti: tigrinya, ትግርኛ, tigrigna, tigriña, tir
tk: turkmen, türkmen dili, turkmène, turcomano, tuk
tl: tagalog, tagalo, tgl
tn: tswana, setswana, setsuana, tsn
to: tongan, lea fakatonga, tongien, tongano, ton
tpi: tok pisin, tpi
tr: turkish, türkçe, turc, turco, tur
ts: tsonga, xitsonga, tso
tt: tatar, татар, tártaro, tat
ug: uyghur, ئۇيغۇرچە, ouïghour, uigur, uig
uk: ukrainian, українська, ukrainien, ucraniano, ukr
ur: urdu, اردو, ourdou, urd
uz: uzbek, o‘zbek, ouzbek, uzbeko, uzb
vi: vietnamese, tiếng việt, vietnamien, vietnamita, vie
wo: wolof, wólof, wol
xh: xhosa, isixhosa, xho
yi: yiddish, ייִדיש, yidis, yid
yo: yoruba, èdè yorùbá, yor
zh: chinese, mandarin, 中文, chinois, chino, zho, chi
zu: zulu, isizulu, zoulou, zulú, zul
"""
UN = ("ar", "en", "es", "fr", "ru", "zh")
"""The official languages of the United Nations."""

_SHORT = {
    "en": ("engl",), "fr": ("fr", "fren"), "es": ("sp", "span", "esp"), "ru": ("russ",), "ar": ("arab",),
    "zh": ("chin",), "pt": ("port",),
}  # fmt: skip
_ORDINARY_WORDS = frozenset(
    ("am", "as", "be", "he", "hi", "id", "in", "is", "it", "may", "me", "my", "no", "or", "so", "to")
)
"""Codes that are rather words of English."""

_ROWS = [line.split(": ") for line in _TABLE.strip().splitlines()]
_LISTED = [(name, tag) for tag, names in _ROWS for name in names.split(", ")]
NAMES = {name: tag for name, tag in _LISTED if len(name) > 3 or not name.isascii()}
NAMES |= {"lao": "lo"}
"""Tags by names, in lower case, that stand for a language wherever they are written."""

_CODED = [
    *_LISTED,
    *((tag, tag) for tag, _ in _ROWS),
    *((code, tag) for tag, codes in _SHORT.items() for code in codes),
]
CODES = {code: tag for code, tag in _CODED if code.isascii() and len(code) <= 4 and code not in _ORDINARY_WORDS}
"""Tags by codes and short forms, in lower case, that stand for a language where nothing else stands beside them."""

INITIALS = {"a": "ar", "c": "zh", "e": "en", "f": "fr", "r": "ru", "s": "es"}
"""The UN's languages as its documents list them: "E/F/S"."""
