"""Words of every day, which say little or nothing of what a question is about."""

from corpus.words import stems

# Words that ask for something without saying of what.
ASKING = frozenset(
    stems(
        "amount average better best change changed current difference figure going good hit improve last latest "
        "level make many meet met much next now number overall people per percent percentage previous proportion "
        "rate result said same say score share target thing time today total trend update value worse year"
    )
)
# Words of every day that say hardly more; what is counted or priced is none of them.
GENERAL = ASKING | frozenset(
    stems(
        "able about above across actual actually add after again against ago agreed all allow almost along "
        "already also always among amongst answer answered anybody anyone anything anyway apart appear apply "
        "area areas around ask asked asking away back bad became become before began begin begun behind below "
        "besides between big bit both bought bring brought built call came carry case cause certain check chose "
        "chosen clear close come compare consider currently day deal decide decided despite detail details did "
        "different done double down during early either else end enough even ever everybody everyone everything "
        "exact exactly except expect face fact fall fallen far fast feel fell finally find first follow force "
        "forces found full further gain gave get give given go gone great grew group groups grow happen happened "
        "hard hardly head hear heard held help hold home hope including instead issue join joined keep kept kind "
        "know late later lead least leave left less let like list little live log long look lose lost lot low "
        "made main mainly matter maybe mean meant measure member might month more most mostly move must name "
        "near nearly need never new news nobody none nothing off often old once one only open other ought own "
        "paid paper part particular past perhaps person piece place places plan point possible present pretty "
        "programme project put question questions quick quickly quite ran rather read real really reason recent "
        "recently record recorded renew renewed report rest right risen rose roughly run running saw scheme see "
        "seem seen service set several shall short should show showed shown side simply since single small sold "
        "somebody someone something somewhere soon sort sound speak specific spoke spoken stand start state stay "
        "stayed still stood stop story such sure system take taken tell tend think though thought three through "
        "times together told took top toward towards true try turn turned two type under until up upon use used "
        "usual various via view want wanted wants way week well went whether while whole whom whose wish within "
        "without won word work written wrong wrote yet"
    )
)
