using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using PixelHub.Web.Snippets.Doctor;
using static PixelHub.Tests.Snippets.Doctor.DoctorSamples;

namespace PixelHub.Tests.Snippets.Doctor;

/// <summary>Texts that are made to break whoever reads them.</summary>
public sealed class HostileMailTests
{
    private const int Size = MailDoctor.MaxBytes - 1_000;

    /// <summary>A beginning, and what is repeated behind it.</summary>
    public static TheoryData<string, string> Repeated => new()
    {
        { "", "<b id=1>" }, { "<p>", "<a><b><p>" }, { "<table>", "<td>" }, { "", "</>" }, { "<!--", "--!-" }, { "<!--", "-->" }, { "", "<!-->" }, { "", "<!>" }, { "", "<?>" },
        { "<img ", "a=b " }, { "<img ", "src=x " }, { "<a href=\"", "&am" }, { "<a href='", "&a=" }, { "", "&" }, { "", "<" }, { "<img style='", "display:none;" }, { "<div style='", ";:!" },
        { "", "<div>" }, { "", "<div></p>" }, { "<script>", "<!--<script>" }, { "<![CDATA[", "]]" }, { "<img src='https://mail.example.com/s/summer-sale/pixel.gif?", "&r=a" },
        { "", "<img src='https://mail.example.com/s/summer-sale/pixel.gif'>" }, { "", "<a href=https://x.example/>" }, { "", "\n" }, { "", "\0" }, { "<a href='https://mail.example.com/s/", "/" },
        { "", "</b></i></a>" }, { "<!doctype ", "a " }, { "<title>", "</titl" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Two_megabytes_of_anything_are_read_in_a_moment(string start, string repeated)
    {
        var html = start + string.Concat(Enumerable.Repeat(repeated, Size / repeated.Length));
        var clock = Stopwatch.StartNew();

        // On as little stack as a thread ever has: what calls itself once for each character would end the process.
        var thread = new Thread(() => Examine(html), maxStackSize: 256 * 1_024);
        thread.Start();
        thread.Join();

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed.TotalSeconds:0.0} s");
    }

    [Fact]
    public void Whatever_the_text_is_there_is_an_answer_and_its_correction_is_stable() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(Mails.ToArbitrary(), mail =>
        {
            var report = Examine(mail, "exp_1");
            return report.Corrected is null || report.Findings.Length > 0;
        }));

    [Fact]
    public void What_is_shown_of_a_tag_is_never_long() =>
        Assert.All(Examine($"<a href='https://x.example/{new string('x', 500_000)}'>").Findings, f => Assert.InRange(f.Sentence.Length + (f.Excerpt?.Length ?? 0), 1, 600));

    private static Gen<string> Mails { get; } =
        Gen.Elements(
                "<", ">", "\"", "'", "=", "&", "&amp;", " ", "\n", "\r", "<!--", "--!", "-->", "</", "/>", "<img ", "<a ", "<body>", "<html>", "src=", "href=", "style=", "hidden", "loading=lazy",
                "display:none;", "https://mail.example.com/s/summer-sale/pixel.gif", "http://mail.example.com/s/summer-sale/click", "?r=", "&v=a", "{{id}}", "%7B", "%", "<script>", "<title>", "ä", "\uD83D")
            .ArrayOf().Select(parts => string.Concat(parts));
}
