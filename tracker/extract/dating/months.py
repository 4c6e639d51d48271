"""What the months are called in the languages of papers, by the letters with which their names begin."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan jän ene gen янв sty oca ian led січ ιαν tammi يناير جانفي जनवरी ינואר มกราคม ม.ค. yanva enero janv saus siječ jaan ион яну јан студз іан қаңтар იან հունվ जाने জানু ஜன జన જાન્ ಜನ ജനു ਜਨ جنوری ژانویه كانون_الثاني کانون_الثانی",
            "feb fév fev фев lut şub úno лют φεβ helmi فبراير فيفري फरवरी फ़रवरी פברואר กุมภาพันธ์ ก.พ. pebrero vasar velj veeb fév shkurt феб ақпан თებ փետ फेब्रु ফেব্রু பிப் ఫిబ్ ફેબ્ ಫೆಬ್ ഫെബ്രു ਫਰ ਫ਼ਰ فروری فوریه شباط",
            "mar mär maa mrt мар bře már бер μαρ maalis مارس मार्च מרץ מרס มีนาคม มี.ค. märts kovo ožuj machi мар сакав наурыз მარ մար মার্চ மார்ச் మార్చి માર્ચ ಮಾರ್ಚ್ മാർച്ച് ਮਾਰਚ مارچ آذار",
            "apr abr avr апр kwi nis dub ápr кві απρ huhti أبريل ابريل إبريل अप्रैल אפריל เมษายน เม.ย. baland travnj travanj prill красав сәуір აპრ ապր एप्रिल এপ্রি ஏப் ఏప్ એપ્ર ಏಪ್ರ ഏപ്രി ਅਪ੍ਰ اپریل آوریل أفريل نيسان",
            "may mai mag mei май мая maj máj kvě тра μαΐ μαι μάι touko مايو मई מאי พฤษภาคม พ.ค. maí gegu svibn мај мамыр მაი մայ मे মে மே మే મે ಮೇ മേയ് മെയ് مه ਮਈ مئی ماي أيار",
            "jun jui giu июн cze haz jún чер ιουν kesä يونيو जून יוני มิถุนายน มิ.ย. jún juuni jūn červen červn iunie iyun hunyo birž lipnj qersh юни јун чэрв маусым ივნ հունիս জুন ஜூன் జూన్ જૂન ಜೂನ್ ജൂൺ ਜੂਨ جون ژوئن حزيران جوان",
            "jul lug июл lip tem júl лип ιουλ heinä يوليو जुलाई יולי กรกฎาคม ก.ค. juuli jūl červenc července juil iulie iyul hulyo liepos srpnj korrik юли јул ліпен шілде ივლ հուլիս जुलै জুলা ஜூலை జూలై జులై જુલા ಜುಲೈ ജൂലൈ ਜੁਲ جولائی ژوئیه جويلية تموز",
            "aug ago aoû авг sie ağu agu srp сер αυγ elo أغسطس اغسطس अगस्त אוגוסט สิงหาคม ส.ค. avg ágú avq rugp kolovoz gusht ogos авг жніў тамыз აგვ օգոս ऑगस्ट আগস্ট ஆகஸ் ఆగస్ ઑગસ્ ઓગસ્ ಆಗಸ್ ഓഗസ് آب ਅਗ اگست اوت آگوست أوت",
            "sep set сен wrz eyl zář sze вер σεπ syys سبتمبر सितंबर सितम्बर ספטמבר กันยายน ก.ย. rugs rujna rujan shta сеп қыркүй sentya სექ սեպ सप्टें সেপ্টে செப் సెప్ સપ્ટે ಸೆಪ್ಟೆ സെപ് ਸਤੰ ستمبر سپتامبر أيلول",
            "oct okt out ott окт paź eki říj жов οκτ loka أكتوبر اكتوبر अक्टूबर अक्तूबर אוקטובר ตุลาคม ต.ค. ókt spali tetor кастр қазан ოქტ հոկ ऑक्टो অক্টো அக்டோ అక్టో ઑક્ટો ઓક્ટો ಅಕ್ಟೋ ഒക്ടോ ਅਕਤੂ اکتوبر اکتبر تشرين_الأول",
            "nov ноя lis kas лис νοε marras نوفمبر नवंबर नवम्बर נובמבר พฤศจิกายน พ.ย. noyab noiem nóv lapk studeno studeni nobye nën нов ное лістап қараша ნოე նոյ नोव्हें নভে நவ నవం નવે ನವೆಂ നവം ਨਵੰ نومبر نوامبر تشرين_الثاني",
            "dec dez dic déc дек gru ara des pro гру δεκ joulu ديسمبر दिसंबर दिसम्बर דצמבר ธันวาคม ธ.ค. dekab disem disyem gruo dhje дец снеж желтоқ dets დეკ դեկ डिसें ডিসে டிசம் డిసెం ડિસે ಡಿಸೆಂ ഡിസം ਦਸੰ دسمبر دسامبر كانون_الأول",
        ),
        1,
    )
    for name in names.replace("_", "\0").split()
    for name in (name.replace("\0", " "),)
}  # fmt: skip
"""A name may be written shorter or go on; the longest that fits is meant."""

MONTH = "|".join(map(re.escape, sorted(MONTHS, key=len, reverse=True)))
REST = r"[\w\u0900-\u0dff]{0,9}"  # of a month's name: with the marks that Indian scripts write as letters of their own


def month_of(name: str) -> int:
    """The number of the month that a name, which fits MONTH and REST, begins with the name of."""
    folded = name.lower()
    return next(MONTHS[folded[:size]] for size in range(len(folded), 1, -1) if folded[:size] in MONTHS)
