using PixelHub.Web.Snippets;
using PixelHub.Web.Snippets.Doctor;
using static PixelHub.Tests.Snippets.Doctor.DoctorSamples;

namespace PixelHub.Tests.Snippets.Doctor;

public sealed class MailDoctorTests
{
    private const string Host = "https://mail.example.com";

    /// <summary>A mail, the code that is found, the line it is found in (0 for the mail as a whole), and a part of its sentence.</summary>
    public static TheoryData<string, string, int, string> Faults => new()
    {
        { " \n ", "empty", 0, "Paste the HTML" },
        { "<p>Hello</p>", "pixel-missing", 0, "no pixel of this server" },
        { Mail(pixel: ""), "pixel-missing", 0, "pixel of “Experiment 1”" },
        { $"<!-- {Pixel} -->{Link}", "pixel-missing", 0, "not in the mail" },
        { $"<style>{Pixel}</style><script>'{Pixel}'</script><title>{Pixel}</title>{Link}", "pixel-missing", 0, "not in the mail" },
        { Mail(Pixel), "pixel-doubled", 3, "more than one pixel" },
        { Mail($"<img src='{Host}/s/summer-sale.png?r=a1'>"), "pixel-and-image", 3, "counts the open already" },
        { Mail("<a href='https://shop.example.org/x'>Shop</a>"), "link-untracked", 6, "“https://shop.example.org/x”" },
        { Mail(link: "<a href='http://mail.example.com/s/summer-sale/click?r=a1'>x</a>"), "address-http", 5, "does not begin with https" },
        { Mail(pixel: Pixel.Replace("https:", "", StringComparison.Ordinal)), "address-http", 3, "does not begin with https" },
        { Mail(pixel: Pixel.Replace("r=a1", "r=*|UNIQID|*", StringComparison.Ordinal)), "tag-unfilled", 3, "“*|UNIQID|*”" },
        { Mail(pixel: Pixel.Replace("r=a1", "r={{ contact.id }}", StringComparison.Ordinal)), "tag-unfilled", 3, "right before the mail is sent" },
        { Mail(pixel: Pixel.Replace("r=a1", "r=%%_subscriberkey%%", StringComparison.Ordinal)), "tag-unfilled", 3, "“%%_subscriberkey%%”" },
        { Mail(pixel: Pixel.Replace("r=a1", "r=%7B%7B%20contact.id%20%7D%7D", StringComparison.Ordinal)), "tag-encoded", 3, "“{{ contact.id }}” is percent-encoded" },
        { Mail(link: Link.Replace("r=a1", "r=*%7CUNIQID%7C*", StringComparison.Ordinal)), "tag-encoded", 5, "to the letter" },
        { Mail(pixel: Pixel.Replace("?r=a1", "", StringComparison.Ordinal)), "recipient-missing", 3, "does not say who reads" },
        { Mail(pixel: Pixel.Replace("r=a1", "r=", StringComparison.Ordinal)), "recipient-empty", 3, "taken for tests" },
        { Mail(pixel: Pixel.Replace("r=a1", "r=+", StringComparison.Ordinal)), "recipient-empty", 3, "taken for tests" },
        { Mail(pixel: Pixel.Replace("r=a1", "r=jo%40example.org", StringComparison.Ordinal)), "recipient-address", 3, "an opaque id is better" },
        { Mail(pixel: Pixel.Replace("alt", "style=\"Display : None !important\" alt", StringComparison.Ordinal)), "pixel-hidden", 3, "hidden by its style" },
        { Mail(pixel: Pixel.Replace("alt", "style='width:1px;visibility:hidden' alt", StringComparison.Ordinal)), "pixel-hidden", 3, "hidden by its style" },
        { Mail(pixel: Pixel.Replace("alt", "hidden alt", StringComparison.Ordinal)), "pixel-hidden", 3, "hidden" },
        { Mail(pixel: $"<div style='display:none'><p>\n{Pixel}</p></div>"), "pixel-in-hidden", 4, "Move it out" },
        { Mail(pixel: Pixel.Replace("alt", "LOADING=lazy alt", StringComparison.Ordinal)), "pixel-lazy", 3, "fetched late" },
        { Mail(pixel: Pixel.Replace("r=a1", "r=a1&v=a", StringComparison.Ordinal)), "ampersand-bare", 3, "tracked address" },
        { Mail("<a href='https://shop.example.org/?a=1&copy=2'>Shop</a>"), "ampersand-bare", 6, "in an address" },
        { Mail(pixel: $"<p>{new string('ä', 52_300)}</p>{Pixel}"), "pixel-late", 3, "where Gmail cuts" },
        { Mail(new string('x', 104_500)), "mail-large", 0, "The mail has 102 KB" },
        { Mail(pixel: $"<img src='{Host}/s/winter-sale/pixel.gif?r=a'>"), "slug-unknown", 3, "no experiment “winter-sale”" },
        { Mail($"<img src='{Host}/s/old-sale/pixel.gif?r=a'>"), "experiment-archived", 6, "nothing is recorded" },
        { Mail($"<img src='{Host}/s/next-sale/pixel.gif?r=a'>"), "experiment-draft", 6, "Start it before you send" },
        { Mail($"<img src='{Host}/s/resting/pixel.gif?r=a'>"), "experiment-paused", 6, "not counted" },
        { Mail($"<img src='{Host}/s/over/pixel.gif?r=a'>"), "experiment-completed", 6, "no longer counted" },
        { Mail("<img src='http://localhost:5080/s/summer-sale/pixel.gif?r=a'>"), "host-wrong", 6, "“localhost:5080”" },
        { Mail("<a href='/s/summer-sale/click?r=a'>x</a>"), "host-wrong", 6, "no host at all" },
        { Mail($"<a href='{Host}:8443/s/summer-sale/click?r=a'>x</a>"), "host-wrong", 6, "mails reach this server at https://mail.example.com" },
        { Mail($"<a href='{Host}/track/s/summer-sale/click?r=a'>x</a>"), "host-wrong", 6, "Copy the snippet anew" },
        { Mail($"<a href='{Host}/s/summer-sale/clik?r=a'>x</a>"), "address-unknown", 6, "nothing at this address" },
        { Mail($"<img src='{Host}/s/summer-sale/click?r=a'>"), "link-as-image", 6, "used for a picture" },
        { Mail($"<a href='{Host}/s/summer-sale/pixel.gif?r=a'>x</a>"), "pixel-as-link", 6, "used for a link" },
        { Mail($"<a href='{Host}/s/summer-sale/click?r=a&amp;v=c'>x</a>"), "variant-unknown", 6, "no variant “c”" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_told_with_its_place(string html, string code, int line, string words)
    {
        var report = Examine(html);

        var finding = Assert.Single(report.Findings, f => f.Code == code && f.Sentence.Contains(words, StringComparison.Ordinal));
        Assert.Equal(line, finding.Lines.IsEmpty ? 0 : finding.Lines[0]);
    }

    [Theory]
    [InlineData("https://mail.example.com")]
    [InlineData("https://mail.example.com/track")]
    [InlineData("http://localhost:5080")]
    [InlineData("https://bücher.example")]
    public void What_the_snippets_write_is_right_for_every_mailing_tool(string baseUrl)
    {
        foreach (var tool in MailingTools.All.Where(t => t.Tag is not null))
        {
            Assert.True(MailingTools.TryChooseTag(tool, null, out var tag, out _));
            var request = new SnippetRequest(baseUrl, Known.FindByUid("exp_1")!) { Tag = tag, Pinned = Known.FindByUid("exp_1")!.Variants[1] };
            var report = Examine($"<body>{SnippetWriter.Write(request).Single(s => s.Id == "block-html").Text}</body>", baseUrl: baseUrl);

            Assert.Equal(["tag-unfilled"], report.Codes().Distinct());
            Assert.Null(report.Corrected);
            Assert.Equal((1, 1), (report.Openers, report.TrackedLinks));
        }
    }

    [Fact]
    public void A_mail_as_it_should_be_has_no_finding_and_no_correction()
    {
        var report = Examine(Mail("<a href='mailto:jo@example.org'>Write</a> <a href='#top'>Up</a> <a href='*|UNSUB|*'>Leave</a> <a href='https://x.example/unsubscribe?a=1&amp;b=2'>Leave</a>"));

        Assert.Empty(report.Findings);
        Assert.Null(report.Corrected);
    }

    [Fact]
    public void Where_readers_are_not_told_apart_no_recipient_is_missed() =>
        Assert.Empty(Examine("<body><img src='https://mail.example.com/s/totals/pixel.gif'></body>").Findings);

    [Fact]
    public void A_recipient_in_the_path_is_one_and_so_is_a_former_way_of_writing_the_host() =>
        Assert.Empty(Examine("<body><img src='HTTPS://Mail.Example.Com:443/S/Summer-Sale/a1/pixel.gif'></body>").Findings);

    [Fact]
    public void The_same_fault_in_many_places_is_one_finding_with_its_lines()
    {
        var report = Examine(Mail(string.Join('\n', Enumerable.Repeat("<a href='http://mail.example.com/s/summer-sale/click?r=a'>x</a>", 5))));

        Assert.Equal([6, 7, 8, 9, 10], Assert.Single(report.Findings).Lines);
    }

    [Fact]
    public void The_weightiest_finding_comes_first() =>
        Assert.Equal(["pixel-hidden", "tag-unfilled", "link-untracked"],
            Examine(Mail("<a href='https://shop.example.org'>x</a>", Pixel.Replace("alt", "hidden alt", StringComparison.Ordinal), Link.Replace("a1", "{{id}}", StringComparison.Ordinal))).Codes());

    [Fact]
    public void Lines_are_counted_with_every_kind_of_line_end() =>
        Assert.Equal([4], Examine($"<p>1\r\n2\r3\n<img src='https://mail.example.com/s/none/pixel.gif'>{Mail()}").Findings.Single(f => f.Code == "slug-unknown").Lines);

    [Fact]
    public void An_expected_experiment_whose_pixel_is_not_there_is_missed() =>
        Assert.Contains("“Experiment 3”", Assert.Single(Examine(Mail(), "exp_3").Findings).Sentence, StringComparison.Ordinal);

    [Fact]
    public void More_than_two_megabytes_are_not_looked_at() => Assert.Equal(["too-large"], Examine(new string('ä', MailDoctor.MaxBytes / 2) + "x").Codes());

    [Fact]
    public void Many_untracked_links_are_summed_up()
    {
        var report = Examine(Mail(string.Concat(Enumerable.Range(0, 500).Select(i => $"<a href='https://shop.example.org/{i}'>x</a>"))));

        Assert.Equal(500, report.OtherLinks);
        Assert.Equal(21, report.Findings.Length);
    }
}
