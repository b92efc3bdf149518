using PixelHub.Core.Catalog;
using PixelHub.Tests.Support;
using PixelHub.Web.Snippets.Doctor;

namespace PixelHub.Tests.Snippets.Doctor;

/// <summary>Mails for the doctor: experiments “summer-sale” (running), “old-sale” (archived) and “next-sale” (draft) on mail.example.com.</summary>
internal static class DoctorSamples
{
    public const string Base = "https://mail.example.com";

    public const string Pixel = "<img src=\"https://mail.example.com/s/summer-sale/pixel.gif?r=a1\" width=\"1\" height=\"1\" alt=\"\">";

    public const string Link = "<a href=\"https://mail.example.com/s/summer-sale/click?r=a1\">Read</a>";

    public static CatalogSnapshot Known { get; } = new(
    [
        FakeStore.Experiment(1, variants: ["A", "B"]),
        FakeStore.Experiment(2, "old-sale", ExperimentStatus.Archived),
        FakeStore.Experiment(3, "next-sale", ExperimentStatus.Draft),
        FakeStore.Experiment(4, "resting", ExperimentStatus.Paused),
        FakeStore.Experiment(5, "over", ExperimentStatus.Completed),
        FakeStore.Experiment(6, "totals") with { PrivacyMode = PrivacyMode.Aggregate },
    ]);

    public static MailReport Examine(string html, string? expected = null, string baseUrl = Base) =>
        MailDoctor.Examine(html, new DoctorContext(baseUrl, Known, Known.FindByUid(expected)));

    public static IEnumerable<string> Codes(this MailReport report) => report.Findings.Select(f => f.Code);

    /// <summary>A body with the pixel, the link, and something more.</summary>
    public static string Mail(string more = "", string pixel = Pixel, string link = Link) => $"<html>\n<body>\n{pixel}\n<p>Hello</p>\n{link}\n{more}\n</body></html>";
}
