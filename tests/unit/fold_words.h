/* fold_words.h: words of several languages, from which tests build sentences. The short ones matter most: many of them
 * consist of letters that another script has in the same shape.
 */
#ifndef FOLD_WORDS_H
#define FOLD_WORDS_H

struct language {
	const char *name;
	unsigned first, last;    /* the code points that its folded letters lie between; ASCII letters count as Latin */
	const char *words;
};

static const struct language LANGUAGES[] = {
	{"Russian", 0x400, 0x4ff,
	 "а о у с в и к я мы вы он она они нас вас сам сама рот мост море роса тут там тема сорок пара карта рама торт "
	 "хорошо время работа письмо деньги устройство пароль камера видео ещё объём подъезд жизнь счёт кошелёк прошу "
	 "отправить сообщение сегодня завтра человек вопрос ответ город улица школа книга окно дверь щука цифра эхо "
	 "юг ярмарка чай шар хата уха река стакан соха насос пост рост ром сор вор хор тор"},
	{"Ukrainian", 0x400, 0x4ff,
	 "а і у о в з та що як це він вона вони ми ви нас вас мій твій є її їх він під від між кіт ліс сіль ніч рік "
	 "місто вулиця гроші пристрій пароль камера відео повідомлення сьогодні завтра людина питання відповідь школа "
	 "книга вікно двері ґанок ґудзик щастя об'єкт сім'я ім'я життя чай шапка хата ріка сорока оса рота тато"},
	{"Bulgarian", 0x400, 0x4ff,
	 "а в с и на от за да не се е те ни ви аз ти той тя ние вие сос рана роса мост масло вода град улица книга "
	 "прозорец врата училище пари устройство парола камера видео съобщение днес утре човек въпрос отговор щастие "
	 "ъгъл чай шапка къща река хора"},
	{"Serbian", 0x400, 0x4ff,
	 "а и у о с к ја ти он она ми ви они јесам јеси је смо сте су није ће ћу љубав њива ђак џеп чича шума жена "
	 "новац лозинка камера порука данас сутра човек питање одговор школа књига прозор врата кућа река сок рак"},
	{"Greek", 0x370, 0x3ff,
	 "ο η το οι τα και να αν σε με για από στο στη στον μια ένα εγώ εσύ αυτός εμείς εσείς νόμος κόσμος τόπος χρόνος "
	 "ώρα μέρα νύχτα δρόμος πόλη σπίτι πόρτα παράθυρο βιβλίο σχολείο χρήματα συσκευή κωδικός κάμερα βίντεο μήνυμα "
	 "σήμερα αύριο άνθρωπος ερώτηση απάντηση νερό ψωμί θάλασσα ξύλο φίλος γη ουρανός κακό καλό υιός άνοια χιόνι "
	 "ΰψιλον ϊόν Αθήνα Ελλάδα ΚΑΙ ΝΑ ΑΝ ΤΟ"},
	{"Vietnamese", 'a', 'z',
	 "tôi bạn anh chị em ông bà chúng người đã đang sẽ được không có là và của với cho một hai ba bốn năm sáu bảy tám "
	 "chín mười nhà cửa đường phố thành nước sông biển núi trời đất tiền thiết bị mật khẩu máy quay tin nhắn hôm nay "
	 "ngày mai câu hỏi trả lời trường học sách bàn ghế ăn uống ngủ đi về nghĩ biết yêu thương nghiệp quyền thuyền "
	 "khuya nguyễn ở ừ ạ ơi ưa ướt ước ợ"},
	{"Turkish", 'a', 'z',
	 "ben sen o biz siz onlar bu şu bir iki üç dört beş altı yedi sekiz dokuz on ev kapı pencere sokak şehir su deniz "
	 "dağ gök para cihaz parola kamera video mesaj bugün yarın insan soru cevap okul kitap masa içmek yemek uyumak "
	 "gitmek gelmek düşünmek bilmek sevmek ığdır ılık ışık İstanbul İzmir öğretmen çocuk güneş ağaç yağmur değil "
	 "şöyle böyle üzüm çünkü"},
	{"Czech", 'a', 'z',
	 "já ty on ona my vy oni ten ta to jeden dva tři čtyři pět šest sedm osm devět deset dům dveře okno ulice město "
	 "voda moře hora nebe peníze zařízení heslo kamera video zpráva dnes zítra člověk otázka odpověď škola kniha stůl "
	 "pít jíst spát jít přijít myslet vědět milovat příliš žluťoučký kůň úpěl ďábelské ódy řeka tučňák účet čeští "
	 "přátelé svíčka štěstí ještě už že"},
	{"Polish", 'a', 'z',
	 "ja ty on ona my wy oni jeden dwa trzy cztery pięć sześć dom drzwi okno ulica miasto woda morze góra niebo "
	 "pieniądze urządzenie hasło kamera wideo wiadomość dziś jutro człowiek pytanie odpowiedź szkoła książka stół pić "
	 "jeść spać iść myśleć wiedzieć kochać zażółć gęślą jaźń łódź źdźbło żółw świeca"},
	{"German", 'a', 'z',
	 "ich du er sie wir ihr ein zwei drei Haus Tür Fenster Straße Stadt Wasser Meer Berg Himmel Geld Gerät Passwort "
	 "Kamera Video Nachricht heute morgen Mensch Frage Antwort Schule Buch Tisch trinken essen schlafen gehen denken "
	 "wissen lieben Übermaß Öl Ärger Fuß Größe süß"},
};
#define LANGUAGE_COUNT (sizeof LANGUAGES / sizeof LANGUAGES[0])
#define NON_LATIN_COUNT 5 /* they come first */

/* English words for disguises: short and long, with the words of the letters among them. */
static const char ENGLISH[] =
	"about access account address again all already also and any attention aware bank because been before bitcoin "
	"browser bug business buy camera can cash change check clean click close code colleague come computer connect "
	"contact control copy could data day deadline delete device did dirty disk do dollar domain done download email "
	"encrypt evidence exchange exploit expose extra face fact family fear file find firewall first folder forget "
	"friend from full function gain game get girl give good hack hacker half hand hard have hello help here hidden "
	"history home hour house how idea image important infect information install internet job jump keep key keyboard "
	"know laptop last late leak left letter life like link list listen little live long look lucky mail make malware "
	"many masturbate matter mean message microphone minute money month more move much must name need network never new "
	"night nobody nothing notice now number office online open order other our own page paid password pay payment "
	"people person pervert phone photo picture place pleasure police porn power privacy private problem program prove "
	"proxy publish question quick quiet quote read receive record relative remote remove reply report reputation "
	"request ruin safe save screen secret secure security send server share short should show silence simple site "
	"social software some soon split spread spyware start stop strange system take taste tell that then there think "
	"time today together tomorrow transfer trojan trust turn unique until upload use user vacuum very video view virus "
	"visit vulnerability wait wallet want warn warning watch webcam website week what when will window with word work "
	"world would write wrong xerox year yesterday you your zero zone";

#endif
