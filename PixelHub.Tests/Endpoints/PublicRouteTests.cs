using PixelHub.Web.Endpoints;

namespace PixelHub.Tests.Endpoints;

public sealed class PublicRouteTests
{
    [Theory]
    [InlineData("/s/abc/pixel.gif", PublicEndpoint.Pixel, "abc", null, null)]
    [InlineData("/s/abc/u1/pixel.gif", PublicEndpoint.Pixel, "abc", "u1", null)]
    [InlineData("/s/abc//pixel.gif", PublicEndpoint.Pixel, "abc", "", null)]
    [InlineData("/s/abc/a/b==/pixel.gif", PublicEndpoint.Pixel, "abc", "a/b==", null)]
    [InlineData("/s/abc/a%2fb/pixel.gif/", PublicEndpoint.Pixel, "abc", "a/b", null)]
    [InlineData("/s/abc/click/pixel.gif", PublicEndpoint.Pixel, "abc", "click", null)]
    [InlineData("/s//pixel.gif", PublicEndpoint.Pixel, "", null, null)]
    [InlineData("/s/abc/click", PublicEndpoint.Click, "abc", null, null)]
    [InlineData("/s/abc/click/", PublicEndpoint.Click, "abc", null, null)]
    [InlineData("/s/abc/click/top", PublicEndpoint.Click, "abc", null, "top")]
    [InlineData("/s/abc/click/click", PublicEndpoint.Click, "abc", null, "click")]
    [InlineData("/s/abc/u1/click", PublicEndpoint.Click, "abc", "u1", null)]
    [InlineData("/s/abc/a/b/click", PublicEndpoint.Click, "abc", "a/b", null)]
    [InlineData("/S/ABC/U1/Click", PublicEndpoint.Click, "ABC", "U1", null)]
    [InlineData("/s/abc", PublicEndpoint.None, "", null, null)]
    [InlineData("/s/", PublicEndpoint.None, "", null, null)]
    [InlineData("/s", PublicEndpoint.None, "", null, null)]
    [InlineData("/s/abc/u1/click/top", PublicEndpoint.None, "", null, null)]
    [InlineData("/s/abc/pixel.gif/x", PublicEndpoint.None, "", null, null)]
    [InlineData("/s/optout/pixel.gif", PublicEndpoint.Pixel, "optout", null, null)]
    [InlineData("/s/optout/click", PublicEndpoint.Click, "optout", null, null)]
    [InlineData("/s/optout", PublicEndpoint.None, "", null, null)]
    [InlineData("/s/optout/", PublicEndpoint.None, "", null, null)]
    [InlineData("/s/optout/a/b", PublicEndpoint.None, "", null, null)]
    public void A_path_is_taken_apart(string path, PublicEndpoint endpoint, string slug, string? recipient, string? link)
    {
        var route = PublicRoute.Parse(path);

        Assert.True(PublicRoute.Covers(path));
        Assert.Equal((endpoint, slug, recipient, link), (route.Endpoint, route.Slug.ToString(), route.Recipient, route.Link));
    }

    [Theory]
    [InlineData("/s/optout/Ab-_9", "Ab-_9")]
    [InlineData("/S/OptOut/Ab-_9/", "Ab-_9")]
    [InlineData("/s/optout//", "")]
    [InlineData("/s/optout/%2F..", "%2F..")]
    public void The_token_of_an_opt_out_is_kept_to_the_letter(string path, string token)
    {
        var route = PublicRoute.Parse(path);

        Assert.Equal((PublicEndpoint.OptOut, token), (route.Endpoint, route.Token.ToString()));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sources/api")]
    [InlineData("/static/s/abc/pixel.gif")]
    public void Other_paths_are_handed_on(string path) => Assert.False(PublicRoute.Covers(path));

    [Fact]
    public void A_recipient_in_the_path_is_cut_like_one_in_the_query() =>
        Assert.Equal(256, PublicRoute.Parse($"/s/abc/{new string('x', 10_000)}/pixel.gif").Recipient!.Length);
}
