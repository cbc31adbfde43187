package dev.pgweir.web.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class NextLinkTests {

    @Test
    void keepsTheQueryAndReplacesWhereThePageBegins() {
        assertThat(link("order=a.desc&cursor=old&limit=5&offset=10"))
                .isEqualTo("</sales?order=a.desc&limit=5&cursor=new>; rel=\"next\"");
    }

    @Test
    void encodesWhatWouldEndTheLink() {
        assertThat(link("select=\"a\"&b=eq.<x>"))
                .isEqualTo("</sales?select=%22a%22&b=eq.%3Cx%3E&cursor=new>; rel=\"next\"");
    }

    private static String link(String query) {
        var request = new MockHttpServletRequest("GET", "/sales");
        request.setQueryString(query);
        return NextLink.of(request, "new");
    }
}
