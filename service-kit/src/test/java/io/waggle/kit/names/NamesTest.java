package io.waggle.kit.names;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class NamesTest {

    private static final int MAX = 64;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Alice B.",
                "O'Connor",
                "Jean-Luc Picard",
                "Zoë Kravitz",
                "Đặng Thị Ngọc Thịnh",
                "Владимир Зеленський",
                "Αλέξανδρος Παπαδιαμάντης",
                "Գրիգոր Նարեկացի",
                "ნინო ბურჯანაძე",
                "יִצְחָק רַבִּין",
                "محمد عبد الله",
                "مُحَمَّدٌ",
                "علی\u200Cرضا می\u200Cخواهد",
                "श्रेया घोषाल",
                "क्\u200Dष",
                "র\u200D্যাচেল ত্\u200D",
                "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
                "நரேந்திரன்",
                "ശ്രീലക്ഷ്മി ന്\u200D",
                "ශ්\u200Dරී ලංකා",
                "สมชาย ใจดี",
                "ນາງ ແກ້ວ",
                "សុខ ស្រីមុំ",
                "အောင်ဆန်းစုကြည်",
                "བསྟན་འཛིན་རྒྱ་མཚོ་",
                "ᠮᠣᠩᠭᠣᠯ\u180B",
                "ሀይለ ሥላሴ",
                "王小明",
                "葛\uDB40\uDD00城",
                "山田 花子",
                "たなか ｶﾅ",
                "김철수",
                "ᏣᎳᎩ ᎠᏰᎵ",
                "👨‍👩‍👧‍👦",
                "👩🏽‍🚀 Ada",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F Ailsa",
                "🏴‍☠️",
                "🏳️‍🌈",
                "❤️",
                "1️⃣",
                "🇩🇪",
                "...",
                "Ali",
                "Systema Naturae",
                "Supporter",
                "Honey Shop Support",
                "Fatima Al-Adminah",
                "Mod",
                "Info Point"
            })
    void ofPerson_namesOfPeople_asTheyAre(String name) {
        assertThat(Names.ofPerson("nickname", name, MAX)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Zoe\u0308|Zoë",
                "'\u00A0 Ada \u3000  Lovelace\u2003'|Ada Lovelace",
                "'  Bees '|Bees",
            })
    void line_otherSpellings_oneSpelling(String given, String stored) {
        assertThat(Names.line("name", given, MAX)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\u200B|name has no visible character; it must have 1 to 64 characters",
                "' \u3164\u2800 '|name has no visible character; it must have 1 to 64 characters",
                "''|name has no visible character; it must have 1 to 64 characters",
                "Ali\u200Bce|name has the invisible character U+200B; leave it out",
                "Ali\u200Dce|name has the invisible character U+200D; leave it out",
                "Ali\u00ADce|name has the invisible character U+00AD; leave it out",
                "Ali\u3164|name has the invisible character U+3164; leave it out",
                "Ali\uFE0F\uFE0F|name has the invisible character U+FE0F; leave it out",
                "Ali\uDB40\uDC67|name has the invisible character U+E0067; leave it out",
                "👨\u200D|name has the invisible character U+200D; leave it out",
                "\u202Eecila|name has U+202E, which changes the direction of text; leave it out",
                "a\u2066b|name has U+2066, which changes the direction of text; leave it out",
                "a\u200Fb|name has U+200F, which changes the direction of text; leave it out",
                "a\u2028b|name has line breaks or control characters; leave them out",
                "a\u001b[2J|name has line breaks or control characters; leave them out",
                "a\u0085b|name has line breaks or control characters; leave them out",
                "a\uE000|name has U+E000, which is an unassigned or private-use character; leave it out",
                "a\uFFFF|name has U+FFFF, which is an unassigned or private-use character; leave it out",
                "a\uDB7F\uDFFF|name has U+EFFFF, which is an unassigned or private-use character; leave it out",
                "\u0301a|name has the combining mark U+0301 without a character before it; leave it out",
                "a \u0301|name has the combining mark U+0301 without a character before it; leave it out",
                "Z\u0335\u0336\u0337\u0338\u0334algo|name has too many combining marks on one character; leave some out",
                "a\udc00|name is not valid Unicode",
            })
    void line_whatCannotBeSeen_refusedByName(String given, String detail) {
        assertThatThrownBy(() -> Names.line("name", given, MAX)).hasMessage("invalid-request: " + detail);
    }

    @Test
    void line_moreThanALine_refused() {
        assertThatThrownBy(() -> Names.line("name", "a\nb", MAX)).hasMessageContaining("name has line breaks");
    }

    @Test
    void line_farTooLong_refusedUnread() {
        assertThatThrownBy(() -> Names.line("name", "\u0301".repeat(200_000), MAX))
                .hasMessageContaining("name has 200000 characters; it must have at most 64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System",
                "SYSTEM",
                "S y s t e m",
                "s.y.s.t.e.m",
                "Sÿstem",
                "5ystem",
                "$ystem",
                "Ѕуѕтем",
                "ＳＹＳＴＥＭ",
                "𝐒𝐲𝐬𝐭𝐞𝐦",
                "ꜱʏꜱᴛᴇᴍ",
                "🅂🅈🅂🅃🄴🄼",
                "🅢🅨🅢🅣🅔🅜",
                "🇸🇾🇸🇹🇪🇲",
                "System ✓",
                "System 2",
                "Waggle",
                "WaggIe",
                "vvaggle",
                "Waggle Support",
                "The Official Waggle Team",
                "Deactivated User",
                "deactivated_user",
                "Administrator",
                "@dm1n",
                "Admin 42",
                "Support-Team",
                "Customer Service",
                "系统",
                "官方客服",
                "Поддержка",
            })
    void ofPerson_namesOfTheServiceAndTheirLikes_refused(String name) {
        assertThatThrownBy(() -> Names.ofPerson("nickname", name, MAX))
                .hasMessage(
                        "invalid-request: nickname looks like one of the service's own names; choose another, or add"
                                + " other words to it");
    }

    @Test
    void ofGroup_wordsOfAFirm_belongToItsGroups() {
        assertThat(Names.ofGroup("name", "Support", MAX)).isEqualTo("Support");
        assertThatThrownBy(() -> Names.ofGroup("name", "Waggle 0fficial", MAX)).hasMessageContaining("name looks like");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System",
                "support-team",
                "Support-Team",
                "wag.gle",
                "adm1n",
                "ADM1N",
                "admin",
                "admin_2",
                "r00t",
                "deactivated",
                "w4ggle",
                "offic1al",
                "m0derator",
                "rnoderator",
                "web-master",
                "system.user"
            })
    void username_namesOfTheService_taken(String username) {
        Refused refused = catchThrowableOfType(Refused.class, () -> Names.username(username));

        assertThat(refused.code()).isEqualTo(ErrorCode.USERNAME_TAKEN);
        assertThat(refused.detail())
                .isEqualTo("username looks like one of the service's own names; choose another username");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"alice", "ali", "bob", "mod-est", "roots", "helpful", "allison", "adminis", "user1", "team.bee"})
    void username_others_asTheyAre(String username) {
        assertThat(Names.username(username)).isEqualTo(username);
    }

    @ParameterizedTest
    @CsvSource({"alice,a1ice", "alice,aIice", "bob,b0b", "bob,BOB", "mike,rnike", "Mike,rnike", "lan,Ian", "lan,1an"})
    void formOfUsername_alike_same(String one, String other) {
        assertThat(Names.formOfUsername(one)).isEqualTo(Names.formOfUsername(other));
    }

    @ParameterizedTest
    @CsvSource({"alice,alicia", "ian,lan", "user1,user2", "john.doe,johndoe", "bob,b8b", "sam,5am"})
    void formOfUsername_others_differ(String one, String other) {
        assertThat(Names.formOfUsername(one)).isNotEqualTo(Names.formOfUsername(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bee.jpg|bee.jpg",
                "Résumé (2).pdf|Résumé (2).pdf",
                "报告 2026.docx|报告 2026.docx",
                "invoice\u202Efdp.exe|invoicefdp.exe",
                "\u200Fחשבונית.pdf|חשבונית.pdf",
                "../../etc/passwd|passwd",
                "C:\\fakepath\\bee.jpg|bee.jpg",
                "a\u0001b\u0000.txt|a b .txt",
                "a\u200B.txt|a.txt",
                "\u0301\u202Ea.txt|a.txt",
                "a\u202E\u0301.txt|á.txt",
                "' \u00A0photo\u3000 1.png'|photo 1.png",
                "Zoe\u0308.png|Zoë.png",
                ".gitignore|.gitignore",
                "👩‍🚀.png|👩‍🚀.png",
            })
    void ofFile_whatDeceives_leftOut(String given, String stored) {
        assertThat(Names.ofFile("name", given, 255)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200B", "..", "folder/", "\u202E", "a/.."})
    void ofFile_nothingLeft_refused(String name) {
        assertThatThrownBy(() -> Names.ofFile("name", name, 255))
                .hasMessageContaining("name has no file name in it; the file name must have 1 to 255 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/bee.png", "HTTPS://example.com:8443/a?b=c#d", "0R5Y2K8GQ5AAA"})
    void avatar_mediaOrHttps_asItIs(String avatar) {
        assertThat(Avatar.check(avatar)).isEqualTo(avatar);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "http://example.com/a.png",
                "data:image/png;base64,AAAA",
                "https:example.com",
                "https:///a.png",
                "https://user:secret@example.com/a.png",
                "https://example.com/a b",
                "https://exämple.com/",
                "https://example.com/\n",
                "//example.com/a.png",
                "bee.png",
                ""
            })
    void avatar_others_refusedWithWhatWouldBeRight(String avatar) {
        assertThatThrownBy(() -> Avatar.check(avatar))
                .hasMessageContaining("avatar must be an upload's mediaId, or an https:// address");
    }

    @Test
    void avatar_tooLong_refused() {
        assertThatThrownBy(() -> Avatar.check("https://example.com/" + "a".repeat(493)))
                .hasMessageContaining("at most 512");
    }
}
