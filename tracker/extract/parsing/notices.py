"""Whole lines that a publisher puts between or below the paragraphs of any article, in many languages: where an ad or a
video interrupts it, where it can be heard, where readers send what they know, thanks for reading it.

A line has to be such a notice from its start to its end: a sentence about an ad, an app or a podcast is the article's.
"""

from __future__ import annotations

from tracker.extract.parsing.wording import Phrases, Signs

LONGEST = 24.0  # words of a notice


def _lines(*phrases: str) -> Phrases:
    return Phrases(r"\W{0,6}(?:" + "|".join(phrases) + r")\W{0,4}$")


def _starts(*phrases: str) -> Phrases:
    return Phrases(r"\W{0,6}(?:" + "|".join(phrases) + ")")


_CUT = r"[^.!?。:：]{0,30}"  # the rest of one short clause

HINTS = Signs(  # a word that each notice of an interruption or of hearing holds, told quickly
    r"\bads?\b|advert|video|v[ií]deo|wide|vide|galler|galer|promotion|newsletter|below|after this|anzeige|werbung|bild|publicit|\bpub\b|annon[csn]|encart|photo|diaporama|ci-dessous|plus bas|publicidad|anuncio|anúncio|propaganda|pubblicità|foto|annunci|reclame|reclam|afbeelding|kaart|tweet|graphic|film|reklam|zdję|billed|mainos|mainok|kuvan|реклам|видео|відео|aşağıda|hirdetés|videó"
    r"|広告|動画|スポンサー|광고|广告|廣告|视频|影片|إعلان|الفيديو|विज्ञापन|διαφήμιση|פרסומת|โฆษณา|quảng cáo|listen|hear |anhören|vorlesen|hören sie|écout|escuch|ascolta|ouça|ouvir|oiça|luister|posłuchaj|lyssna|lytt til|lyt til|kuuntele|слушайте|dinle|聞く|聴く|読み上げ|듣기|收听|聽|听|朗读|استمع"
)

INTERRUPTED = _lines(
    rf"(?:(?:the |this )?(?:article|story|report|post|text) )?(?:continues?|resumes|continue reading) (?:below|after|under|beneath) {_CUT}?(?:ads?|advert\w*|videos?|gallery|promotion|newsletter)|(?:the |this )?(?:article|story) (?:continues|resumes) (?:below|after this)",
    rf"(?:der |dieser )?(?:artikel|text|beitrag|die meldung)? ?(?:geht|wird|weiter|weiterlesen|lesen sie weiter)(?: geht es)? (?:weiter )?(?:unter|nach|hinter|unterhalb)(?: de[rmns]| dieser| diesem)? {_CUT}?(?:anzeigen?|werbung|videos?|bild(?:es)?|galerie)(?: (?:weiter|fortgesetzt))?",
    rf"nach (?:der|dieser|dem) (?:anzeige|werbung|video)(?: {_CUT})? weiter(?:lesen)?",
    rf"(?:la suite (?:de (?:l['’]|cet |votre )article )?|(?:l['’]|cet )?article (?:se poursuit|continue)|(?:la )?lecture (?:se poursuit|continue)|continuez (?:la|votre) lecture|suite) ?(?:se trouve )?(?:(?:après|sous) {_CUT}?(?:publicité|pub|annonce|vidéo|encart|photo|diaporama)|ci-dessous|plus bas)",
    rf"(?:(?:el |la |este )?(?:artículo|noticia|texto|información) (?:continúa|sigue)|sigu?e leyendo|continúa(?: leyendo)?|continuar leyendo) (?:después|tras|debajo|abajo|bajo)(?: de)?(?: la| el| los)? {_CUT}?(?:publicidad|anuncios?|v[ií]deo|galería)",
    rf"(?:(?:o |a )?(?:artigo|texto|notícia|matéria|reportagem) continua|continu(?:a|ar|e)(?: a ler| lendo| a leitura)?) (?:após|depois|abaixo|a seguir|sob)(?: d?[aoe]s?)? {_CUT}?(?:publicidade|anúncios?|v[ií]deo|propaganda|galeria)",
    rf"(?:(?:l['’])?(?:articolo|testo|notizia) )?(?:continua|prosegue)(?: a leggere| la lettura)? (?:dopo|sotto|più in basso)(?: l[ae']| il| lo)? ?{_CUT}?(?:pubblicità|video|foto|gallery|annuncio)",
    rf"(?:(?:de |het |dit )?(?:tekst|artikel|verhaal|bericht)|lees) (?:gaat )?(?:verder|door) (?:onder|na|beneden)(?: de| het| deze| dit)? {_CUT}?(?:advertentie|reclame|foto['’]?s?|video['’]?s?|afbeelding|kaart|tweet|graphic)",
    rf"(?:dalsz[ya]|pozostała|reszta|ciąg) (?:ciąg|część|dalszy)?(?: (?:artykułu|tekstu|materiału|wiadomości))?(?: znajduje się)? ?(?:pod|poniżej|za) {_CUT}?(?:wideo|filmem|reklam[ąy]|zdjęci\w+|galeri[ąi])",
    rf"(?:(?:artikeln|texten|artikkelen|saken|teksten|artiklen|historien) )?(?:fortsätter|fortsetter|fortsætter) (?:under|efter|etter|nedanför|nedenfor|bak) {_CUT}?(?:annons\w*|annonc\w*|reklam\w*|bild\w*|billed\w*|video\w*|film\w*)",
    rf"(?:juttu|artikkeli|teksti) jatkuu {_CUT}?(?:mainoksen|kuvan|videon) (?:jälkeen|alla|alapuolella)",
    rf"(?:продолжение|статья продолжается|текст продолжается|читать далее|продовження|стаття продовжується) {_CUT}?(?:после|под|ниже|після|під) {_CUT}?(?:рекламы|рекламой|видео|реклами|рекламою|відео)",
    rf"(?:haberin|yazının|haber) devamı {_CUT}?(?:reklam\w*|video\w*|aşağıda)(?: {_CUT})?|reklam(?:dan|ın ardından) (?:sonra )?(?:devam)(?: {_CUT})?",
    rf"(?:článek|text|článok) pokračuje {_CUT}?(?:reklam\w*|vide\w*|fot\w*|galeri\w*)", rf"a cikk {_CUT}?(?:hirdetés|videó) {_CUT}?folytatódik",
    r"(?:この記事|記事|続き|本文)は.{0,6}(?:広告|動画)の(?:後|あと|下)(?:に|へ)?(?:続きます|続く)?|(?:기사는|기사가) .{0,12}광고 .{0,14}(?:이어집니다|계속됩니다)|(?:文章|内容|內容|正文).{0,4}(?:广告|廣告|视频|影片).{0,6}(?:继续|繼續)|(?:يستمر|تستمر|يتبع|تتابع) .{0,20}(?:الإعلان|الفيديو)|(?:खबर|लेख|आगे).{0,24}विज्ञापन के बाद.{0,16}",
    r"広告|スポンサーリンク|スポンサードサーチ|広告の後に続きます|광고|广告|廣告|إعلان|إعلانات|विज्ञापन|διαφήμιση|פרסומת|โฆษณา|quảng cáo|annonce|annonse|mainos|reklam|reklame|hirdetés|reclame|reclamă|anúncio",
)  # fmt: skip

HEARD = _lines(
    rf"(?:listen to|hear) (?:this|the) (?:article|story|piece|report|audio version)(?:,? (?:here|now|in the app|as read by {_CUT}|[0-9]{_CUT}))?|prefer to listen\?.{{0,90}}|listen (?:also )?to (?:our|the) {_CUT}podcast{_CUT}[:：]?",
    rf"(?:diesen )?(?:artikel|beitrag) (?:anhören|vorlesen(?: lassen)?)|hören sie (?:diesen artikel|auch unseren podcast|dazu unseren podcast){_CUT}[:：]?",
    rf"écout(?:er|ez) (?:l['’]|cet )article{_CUT}|écoutez (?:aussi|également|notre podcast){_CUT}[:：]?", rf"escuch[ae] (?:este artículo|esta noticia|la noticia|el artículo|también|nuestro p[oó]dcast){_CUT}[:：]?",
    rf"ascolta (?:l['’]articolo|questo articolo|la notizia|anche|il nostro podcast){_CUT}[:：]?", rf"(?:ouça|ouvir|oiça) (?:est[ae] (?:artigo|notícia|reportagem)|o artigo|a notícia|também|o nosso podcast|nosso podcast){_CUT}[:：]?",
    rf"luister (?:ook )?naar (?:dit artikel|het artikel|deze|onze podcast){_CUT}[:：]?|beluister (?:dit|het) artikel{_CUT}", rf"posłuchaj (?:tego )?(?:artykułu|też|także|naszego podcastu){_CUT}[:：]?",
    rf"lyssna (?:på (?:artikeln|texten|vår podd\w*)|också|även){_CUT}[:：]?|lytt til (?:saken|artikkelen|vår podkast){_CUT}[:：]?|lyt til (?:artiklen|vores podcast){_CUT}[:：]?|kuuntele (?:juttu|artikkeli|myös){_CUT}[:：]?",
    rf"(?:по)?слушайте (?:также|эту статью|наш подкаст){_CUT}[:：]?|(?:haberi|yazıyı|makaleyi) (?:sesli )?dinle(?:yin)?", r"(?:この)?記事を(?:聞く|聴く|音声で聞く|音声で聴く|読み上げる)|(?:이 )?기사 듣기|(?:收听|聽|听|朗读)(?:本文|全文|这篇文章|這篇文章)|استمع إلى (?:المقال|الخبر|النص).{0,12}",
)  # fmt: skip

THANKS = _starts(
    r"thank(?:s| you)(?: \w+)? for reading\b", r"(?:vielen |herzlichen )?dank(?:e)? (?:fürs|für das|für ihr|für dein) (?:\w+ )?(?:lesen|lektüre|interesse)\b", r"merci (?:\w+ )?(?:d['’]avoir lu|de nous (?:lire|avoir lu)|de votre lecture|pour votre lecture)\b",
    r"gracias por (?:leer|leernos|habernos leído|(?:su|tu) lectura)\b", r"grazie per (?:aver(?:ci)? letto|averci seguito|la lettura)\b", r"obrigad[oa] por (?:ler|nos ler|ter lido|acompanhar)\b", r"bedankt voor het lezen\b", r"dziękujemy,? (?:że przeczyta\w+|za przeczytanie|za lekturę|że (?:nas )?czyta\w+)",
    r"tack för att du (?:läs(?:er|te|t)|har läst)\b", r"takk? for(?:di| at)? (?:du )?(?:læs(?:er|te)|les(?:er|te)|har læst|har lest)\b", r"kiitos,? että (?:luit|luet)\b", r"спасибо,? (?:что (?:про|до)?чита\w+|за (?:прочтение|внимание к (?:статье|тексту)))", r"дякуємо,? (?:що (?:про|до)?чита\w+)", r"(?:haberimizi |yazımızı )?okuduğunuz için teşekkür",
    r"děkujeme,? (?:že (?:jste (?:do)?četli|čtete)|za přečtení)", r"köszönjük,? hogy (?:el)?olvas", r"最後(?:まで)?(?:お読み|読んで)(?:いただき|くださり)", r"(?:끝까지 )?읽어 ?주셔서 감사", r"感[谢謝](?:您|你)?(?:的)?阅?閱?[读讀]", r"شكر(?:ا|اً|ًا) (?:لك[م]? )?(?:على|ل)\s?قراءت", r"पढ़ने के लिए धन्यवाद",
)  # fmt: skip

ASKED = _starts(
    r"do you know more(?: about .{0,40})?\?|know (?:more|something)\b.{0,30}\?|got (?:a|any) (?:news )?tips?\b|contact (?:our|the) newsroom", r"wissen sie mehr\b|haben sie (?:hinweise|informationen|einen hinweis)\b|schreiben sie uns\b|kontaktieren sie uns\b", r"vous avez (?:une information|un témoignage|des informations)\b|une info à (?:nous )?(?:transmettre|partager)|(?:contactez|écrivez)[- ]nous\b|témoignez\b",
    r"¿(?:tienes|tiene|sabes) (?:algo|más|información|una (?:pista|historia))\b|(?:tienes|tiene) (?:información|una pista)\b.{0,40}\?|(?:escríbenos|escríbanos|contáctenos)\b", r"hai (?:una segnalazione|informazioni|una storia)\b|(?:scrivici|contattaci|segnalaci)\b", r"tem (?:uma? (?:denúncia|informação|história|sugestão)|informações)\b|(?:escreva-nos|fale conosco|contacte-nos)\b",
    r"weet (?:je|u) meer\b|heb (?:je|t u) (?:een )?tips?\b|tip (?:de redactie|ons)\b|mail ons\b", r"masz (?:temat|ciekaw\w+|informacj\w+|zdjęci\w+)\b.{0,60}|(?:napisz do nas|daj nam znać|czekamy na (?:wasze|państwa))\b", r"vet du (?:mer|något)\b.{0,40}\?|tipsa oss\b|har du (?:tips|et tip)\b|vet du mer\b|ved du (?:mere|noget)\b.{0,40}\?|(?:tips|tip|kontakt) oss\b|kontakt os\b",
    r"(?:вы знаете больше|есть (?:новость|информация|что рассказать)|пришлите (?:нам|свою)|напишите нам|сообщите нам)", r"(?:bize (?:yazın|ulaşın)|ihbar hattı)\b", r"情報(?:提供|をお寄せ)|(?:기사 ?)?제보(?:하기|는|를)|(?:爆料|提供线索|新聞線索|新闻线索)|(?:راسلنا|تواصل معنا|أرسل لنا)",
)  # fmt: skip

APP = _starts(
    r"be the first to (?:get|know|hear|receive)\b", r"(?:install|get|download) (?:the |our )(?:[\w'’&.-]+ ){0,4}(?:news )?app\b", r"(?:laden sie|lade|holen sie sich|hol dir|installieren sie) (?:jetzt )?(?:die|unsere|dir) .{0,30}\bapp\b", r"(?:jetzt )?.{0,20}\bapp (?:kostenlos )?(?:herunter)?laden\b", r"(?:téléchargez|installez) (?:gratuitement )?(?:notre|l['’]) ?.{0,20}appli", r"(?:descarg(?:a|ue|ate)|instala) (?:gratis )?(?:nuestra|la) (?:app|aplicación)\b",
    r"(?:scarica|installa) (?:gratis )?(?:la nostra |la |l['’])(?:app|applicazione)\b", r"(?:baixe|descarregue|instale) (?:grátis )?(?:o |a )?(?:noss[oa] )?(?:app|aplicativo|aplicação)\b", r"(?:download|installeer) (?:gratis )?(?:de|onze) .{0,24}app\b", r"(?:pobierz|zainstaluj) (?:naszą |bezpłatną |darmową )?aplikacj", r"(?:ladda ner|hämta|last ned|hent) (?:gratis )?.{0,24}app", r"lataa .{0,24}sovellu", r"(?:скачайте|установите) (?:наше |бесплатное )?приложение", r"(?:завантажте|встановіть) (?:наш )?застосун", r"uygulamamızı (?:indirin|yükleyin)", r"(?:stáhněte|stiahnite) si .{0,20}aplikac", r"töltse le .{0,20}alkalmazás",
    r"アプリ(?:を|の)?.{0,8}(?:ダウンロード|インストール)|앱 (?:다운로드|설치|내려받)|(?:下载|下載|安装)(?:我们的|我們的)?.{0,8}(?:app|客户端|應用)|(?:حمّ?ل|نزّ?ل) (?:ال)?تطبيق|.{0,12}ऐप (?:डाउनलोड|इंस्टॉल)",
)  # fmt: skip

OF_READERS = Phrases(
    r"\W{0,6}(?:\d{1,5} )?(?:(?:readers?['’]?|your) (?:comments?|opinions?|letters)|comments? (?:from|by|of) (?:our |the )?readers?|(?:leser|nutzer)(?:kommentare|meinungen)|kommentare (?:der|unserer|von) (?:leser\w*|nutzer\w*)|(?:les )?(?:commentaires|réactions|avis) (?:des|de nos|de vos) (?:lecteurs|internautes|abonnés)|(?:los )?(?:comentarios|opiniones) de (?:los |nuestros )?(?:lectores|usuarios)|comentários d(?:os|e) (?:nossos )?(?:leitores|usuários)|(?:i )?(?:commenti|pareri) dei (?:nostri )?lettori|reacties van (?:onze )?lezers|lezersreacties|(?:komentarze|opinie) (?:czytelników|internautów)|läsar(?:nas )?kommentarer|læser(?:nes )?kommentarer|leser(?:nes )?kommentarer|комментарии (?:читателей|пользователей)|коментарі читачів|(?:okur|okuyucu) yorumları|komentáře čtenářů|読者(?:の|から)?(?:コメント|の声)|독자 (?:댓글|의견)|(?:读者|讀者|网友)(?:评论|評論|留言)|تعليقات (?:القراء|القرّاء|الزوار)|पाठकों की (?:टिप्पणियाँ|टिप्पणियां|राय))\W{0,6}(?:\(\d{1,5}\))?$"
)
