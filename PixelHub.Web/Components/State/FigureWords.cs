using System.Collections.Immutable;

namespace PixelHub.Web.Components.State;

/// <summary>What a figure is, for all experiments.</summary>
/// <param name="Kind">The figure.</param>
/// <param name="Anchor">Its place on the page that lists them.</param>
/// <param name="Title">Its name.</param>
/// <param name="Definition">What it says, and what it does not.</param>
/// <param name="Formula">How it is made, in words.</param>
public sealed record FigureWords(FigureKind Kind, string Anchor, string Title, string Definition, string Formula)
{
    /// <summary>Every figure, in the order in which a page explains them.</summary>
    public static ImmutableArray<FigureWords> All { get; } =
    [
        new(FigureKind.PeopleOpened, "people-opened", "People opened",
            "Different people whose mail program, browser or mail proxy fetched the pixel, and people who clicked without an open that we saw. Who asks not to be told apart is among the opens only.",
            "people who opened = direct + through mail proxies + inferred from clicks"),
        new(FigureKind.Opens, "opens", "Opens",
            "Fetches of the pixel by the chosen classes. The same person within 30 seconds counts once; somebody who opens again later counts again.",
            "opens = hits on the pixel − repeats within 30 s"),
        new(FigureKind.OpenRate, "open-rate", "Open rate, at least",
            "The part of the mails that was certainly opened. It is the lower bound: who blocks images, and whose mail was only fetched by a machine, is not in it.",
            "open rate = people who opened ÷ mails that arrived"),
        new(FigureKind.OnlyMachines, "only-machines", "Only machines",
            "People in whose name only machines came, such as Apple’s privacy proxy or a security scanner. They may have read the mail or not. When one of them comes in person, they leave this number.",
            "only machines = people with hits of machines and none of their own"),
        new(FigureKind.MachineShare, "machine-share", "Machine share",
            "The part of the mails of which only a machine is known: how wide the doubt is.",
            "machine share = only machines ÷ mails that arrived"),
        new(FigureKind.UpperRate, "upper-rate", "Open rate, at most",
            "The part of the mails that was opened if everybody behind a machine read theirs. Other tools show this number as the open rate.",
            "at most = (people who opened + only machines) ÷ mails that arrived"),
        new(FigureKind.Estimate, "estimate", "Open rate, estimated",
            "What the open rate would be if those behind machines open like the others. It is a guess, and not shown where too few are left to guess from.",
            "estimate = people who opened ÷ (mails that arrived − only machines)"),
        new(FigureKind.PeopleClicked, "people-clicked", "People clicked",
            "Different people who followed a link. Scanners, previews and proxies that fetch links are left out, and who asks not to be told apart is in the clicks in all only.",
            "people who clicked = different recipients + different viewers, where no recipient is named"),
        new(FigureKind.Clicks, "clicks", "Clicks",
            "Times a link was followed by the chosen classes. The same person on the same link within 30 seconds counts once.",
            "clicks = hits on links − repeats within 30 s"),
        new(FigureKind.ClickRate, "click-rate", "Click rate (CTR)",
            "The part of the mails from which somebody clicked.",
            "click rate = people who clicked ÷ mails that arrived"),
        new(FigureKind.ClickToOpenRate, "click-to-open", "Click-to-open (CTOR)",
            "What the mail’s content did, once it was seen.",
            "click-to-open = people who clicked ÷ people who opened"),
        new(FigureKind.Delivered, "arrived", "Mails that arrived",
            "What every rate by mail divides by. A pixel cannot know it, so somebody has to say how many were sent and how many came back.",
            "mails that arrived = sent − bounced"),
        new(FigureKind.Share, "share", "Share of a variant",
            "The part of the readers for whom this variant is chosen. The same recipient always gets the same one.",
            "share = weight of the variant ÷ weights of all"),
    ];

    /// <summary>The words of a figure.</summary>
    public static FigureWords Of(FigureKind kind) => All.First(w => w.Kind == kind);
}
