using static PixelHub.Tests.Snippets.Doctor.DoctorSamples;

namespace PixelHub.Tests.Snippets.Doctor;

/// <summary>The corrected text: what is mended, and that nothing else is touched.</summary>
public sealed class MailMendingTests
{
    private const string Src = "src=\"https://mail.example.com/s/summer-sale/pixel.gif?r=a1\"";

    /// <summary>A pixel before and after.</summary>
    public static TheoryData<string, string> Pixels => new()
    {
        { $"<img {Src} style=\"display:none\">", $"<img {Src}>" },
        { $"<img {Src} style='display:none;width:1px' alt=''/>", $"<img {Src} style='width:1px' alt=''/>" },
        { $"<IMG STYLE='width:1px; Visibility : hidden ;height:1px' {Src}>", $"<IMG STYLE='width:1px;height:1px' {Src}>" },
        { $"<img hidden loading=lazy {Src} >", $"<img {Src} >" },
        { $"<img\n  loading = \"lazy\"\n  {Src}>", $"<img\n  {Src}>" },
        { "<img src=' http://mail.example.com/s/summer-sale/pixel.gif?r=a1'>", "<img src=' https://mail.example.com/s/summer-sale/pixel.gif?r=a1'>" },
        { "<img src=HTTP://mail.example.com/s/summer-sale/pixel.gif?r=a1&v=a>", "<img src=https://mail.example.com/s/summer-sale/pixel.gif?r=a1&amp;v=a>" },
        { "<img src=\"https://mail.example.com/s/summer-sale/pixel.gif?r=a1&amp;c=x&v=a&ch=email\">", "<img src=\"https://mail.example.com/s/summer-sale/pixel.gif?r=a1&amp;c=x&amp;v=a&amp;ch=email\">" },
        { "<img src='https://mail.example.com/s/summer-sale/pixel.gif?r={{ a && b }}&v=a'>", "<img src='https://mail.example.com/s/summer-sale/pixel.gif?r={{ a && b }}&amp;v=a'>" },
    };

    [Theory]
    [MemberData(nameof(Pixels))]
    public void A_pixel_is_mended_in_place_and_nothing_else_moves(string before, string after)
    {
        const string head = "<!DOCTYPE html>\r\n<HTML><Body bgcolor=red>\t<p>ungeschlossen <b>ä&nbsp;&lt;\n";
        const string tail = "<table><td>x</table> <!-- <img hidden> --> </p>\r";

        var report = Examine(head + before + tail);

        Assert.Equal(head + after + tail, report.Corrected);
        Assert.NotEmpty(report.Changes);
        Assert.All(report.Changes, c => Assert.InRange(c.Line, 3, 5));
    }

    [Fact]
    public void A_second_pixel_goes_and_the_first_stays()
    {
        var report = Examine(Mail(Pixel.Replace("alt", "hidden alt", StringComparison.Ordinal)));

        Assert.Equal(Mail(), report.Corrected);
        Assert.Equal("Removed a pixel that counts the same open again.", Assert.Single(report.Changes).Sentence);
    }

    [Fact]
    public void Beside_the_image_every_pixel_goes_and_images_stay()
    {
        const string image = "<img src='https://mail.example.com/s/summer-sale.png?r=a1'>";

        Assert.Equal(Mail(image, pixel: ""), Examine(Mail(image)).Corrected);
        Assert.Null(Examine($"<body>{image}{image}").Corrected);
    }

    [Fact]
    public void An_amp_pixel_goes_with_its_end_tag() =>
        Assert.Equal(Mail(), Examine(Mail("<amp-pixel src='https://mail.example.com/s/summer-sale/pixel.gif?r=a1'></amp-pixel>")).Corrected);

    [Fact]
    public void A_missing_pixel_is_put_behind_the_body_with_the_recipient_of_the_links()
    {
        var report = Examine("<html><body class='x'><h1>Hi</h1>" + Link.Replace("a1", "*|UNIQID|*", StringComparison.Ordinal));

        Assert.StartsWith("<html><body class='x'><img src=\"https://mail.example.com/s/summer-sale/pixel.gif?r=*|UNIQID|*\" width=\"1\"", report.Corrected, StringComparison.Ordinal);
        Assert.EndsWith("/>\n<h1>Hi</h1>" + Link.Replace("a1", "*|UNIQID|*", StringComparison.Ordinal), report.Corrected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_mail_gets_it_at_its_start_and_a_document_without_a_body_does_not()
    {
        Assert.StartsWith("<img src=\"https://mail.example.com/s/next-sale/pixel.gif\"", Examine("<p>Hi</p>", "exp_3").Corrected, StringComparison.Ordinal);
        Assert.Null(Examine("<!doctype html><head></head><p>Hi</p>", "exp_3").Corrected);
    }

    [Fact]
    public void The_mended_text_has_nothing_left_to_mend()
    {
        var report = Examine(Mail(
            "<a href='http://mail.example.com/s/summer-sale/click?r=a&v=b'>x</a><a href='https://shop.example.org/?a=1&b=2'>y</a>" + Pixel,
            Pixel.Replace("alt", "loading='lazy' style='display:none' hidden alt", StringComparison.Ordinal)));

        var again = Examine(report.Corrected!);
        Assert.Null(again.Corrected);
        Assert.Equal(["link-untracked"], again.Codes());
    }

    [Fact]
    public void An_http_server_is_not_told_to_be_another() =>
        Assert.Null(Examine("<body><img src='http://localhost:5080/s/summer-sale/pixel.gif?r=a'></body>", baseUrl: "http://localhost:5080").Corrected);
}
