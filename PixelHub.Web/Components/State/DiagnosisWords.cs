using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Web.Components.State;

/// <summary>The sentences of a diagnosis, for each rule that has its own, and for each class.</summary>
/// <param name="Sentence">What arrived.</param>
/// <param name="Meaning">What it means for the numbers.</param>
/// <param name="Advice">What to do; null when there is nothing to be done.</param>
public sealed record DiagnosisWords(string Sentence, string Meaning, string? Advice = null)
{
    private const string IsAnOpen = "It counts as an open.";
    private const string IsAClick = "It counts as a click, and as an open if none was seen.";
    private const string IsNothing = "It is kept and shown apart, and counts neither as an open nor as a click.";
    private const string OpenYourself = "If you have read the mail by now, this program hides it: a click will show you.";

    /// <summary>The sentences for a hit.</summary>
    public static DiagnosisWords Of(TrackedEvent hit)
    {
        var isOpen = hit.Kind == EventKind.Impression;
        return (hit.Rule, isOpen) switch
        {
            ("signal.unfilled-tag", _) => new("The merge tag was not filled in: it stands in the address where the recipient’s id should be.", "It is taken for a test and not counted, and the tag does not count as a recipient.",
                "If your tool sent this as a test mail, that is normal: most fill tags in only when they really send. Else write the tag exactly as your tool knows it, in its HTML view."),
            ("signal.empty-recipient", _) => new("The place of the recipient in the address is empty.", "It is taken for a test and not counted.", "Your tool had nothing to fill in: does this contact have the field that the tag names?"),
            ("signal.prefetch", _) => new("It was fetched ahead, in case somebody asks for it.", IsNothing, isOpen ? OpenYourself : null),
            ("signal.head", _) => new("A machine asked only whether it is there (HEAD), as link checkers and mail gateways do.", IsNothing),
            ("signal.link-rewriter", false) => new("Somebody clicked, by way of a link protection page such as Safe Links: that is a person clicking.", IsAClick),
            ("ua.apple-prefetch", true) => new("Apple’s privacy protection fetched it before anybody read.", "It says that the mail arrived, and nothing about reading. It moves the upper end of the open rate only.",
                "Apple Mail fetches every picture once and hides when you read: a click will show you."),
            ("ua.gmail-prefetch", true) => new("Gmail fetched it before anybody read.", IsNothing, "When you open the mail, Gmail’s proxy comes again, and that is counted."),
            ("ua.gmail-proxy", true) => new("Gmail’s proxy fetched it: that is a person opening, device unknown.", IsAnOpen),
            ("ua.yahoo-proxy", true) => new("Yahoo’s proxy fetched it: that is a person opening, device unknown.", IsAnOpen),
            ("ua.outlook", true) => new("Outlook fetched the picture itself: that is a person opening.", IsAnOpen),
            ("ua.outlook", false) => new("Outlook’s own fetch of the link, the twin of the browser’s click.", "Not counted: the click of the browser that Outlook opens comes with it, and is.", "If no click of a browser follows within seconds, the browser did not reach the link."),
            ("ua.office-discovery", _) => new("Microsoft Office looked at the link before opening it.", "Not counted: the click of the browser that follows is."),
            ("ua.empty", _) => new("Somebody fetched it who does not say with what.", IsNothing),
            _ when hit.Class == EventClass.Crawler && RuleBook.Find(hit.Rule)?.OnOpen == EventClass.ProxyOpen =>
                new("A mail provider’s proxy followed the link: nobody clicked.", IsNothing),
            _ => OfClass(hit, isOpen),
        };
    }

    private static DiagnosisWords OfClass(TrackedEvent hit, bool isOpen) => hit.Class switch
    {
        EventClass.HumanClient => isOpen
            ? new($"{Named(hit, "A mail program")} showed the picture: that is a person opening.", IsAnOpen)
            : new($"{Named(hit, "A mail program")} followed the link: that is a person clicking.", IsAClick),
        EventClass.HumanBrowser => isOpen
            ? new($"{Named(hit, "A browser")} showed the picture: that is a person opening.", IsAnOpen)
            : new($"{Named(hit, "A browser")} followed the link: that is a person clicking.", IsAClick),
        EventClass.ProxyOpen => new($"{(hit.Client is null ? "A mail provider’s proxy" : $"{VisibleText.Of(hit.Client)}’s proxy")} fetched it: that is a person opening, device unknown.", IsAnOpen),
        EventClass.MachinePrefetch => new("A machine fetched it ahead, whether or not anybody reads.", IsNothing, isOpen ? OpenYourself : null),
        EventClass.SecurityScanner => new($"A security scanner looked at the {(isOpen ? "picture" : "link")}: a machine, not a reader.", IsNothing, "Mail filters of companies do that as the mail arrives. Your own open and click come as well."),
        EventClass.LinkPreview => new("A chat or social network drew a preview: somebody pasted the address there.", IsNothing),
        EventClass.Crawler => new("A robot that says so fetched it.", IsNothing, "The address of this mail is known to a robot: is the mail on the web as well?"),
        EventClass.HttpLib => new("A program fetched it, not a mail program.", IsNothing, "Did you try the address with a script, or with a tool such as curl? Open the mail itself."),
        EventClass.TestOrUnmerged => new("It was taken for a test.", IsNothing, "Look at the recipient in the address."),
        _ => new("Somebody fetched it of whom nothing is known.", IsNothing, "If that was you, please look up the rule in “Broken down”: a mail program may be missing among the known ones."),
    };

    private static string Named(TrackedEvent hit, string otherwise)
    {
        var name = hit.Client is null ? otherwise : VisibleText.Of(hit.Client);
        return hit.Os is null ? name : $"{name} on {VisibleText.Of(hit.Os)}";
    }
}
