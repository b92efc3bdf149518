using System.Collections.Immutable;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Components.State;

/// <summary>What is known of a point of the checklist.</summary>
public enum CheckState
{
    /// <summary>All right.</summary>
    Fine,

    /// <summary>A mail will not work as it should.</summary>
    Wrong,

    /// <summary>Only the owner can say.</summary>
    Ask,
}

/// <summary>A point of the checklist.</summary>
/// <param name="State">What is known of it.</param>
/// <param name="Sentence">The point in words, with what to do where something is to be done.</param>
public sealed record CheckPoint(CheckState State, string Sentence);

/// <summary>What to look at while a test mail is awaited.</summary>
public static class CheckList
{
    /// <summary>The points, those that are wrong first.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="baseUrl">Address under which mails reach this server.</param>
    public static ImmutableArray<CheckPoint> Of(Experiment experiment, string baseUrl) =>
    [
        .. new[]
        {
            Address(baseUrl),
            Status(experiment),
            Destination(experiment),
            new CheckPoint(CheckState.Ask, "Are pictures switched on in your mail program? Many show them only when you ask for it."),
            new CheckPoint(CheckState.Ask, "Is it the newest mail, sent after the snippets were pasted? Mail programs keep pictures of old ones."),
        }.OrderBy(p => p.State switch { CheckState.Wrong => 0, CheckState.Ask => 1, _ => 2 }),
    ];

    private static CheckPoint Address(string baseUrl) => PublicReaches.Of(baseUrl) switch
    {
        PublicReach.ThisMachine => new(CheckState.Wrong, $"Mails cannot reach {baseUrl}: it is this machine’s name for itself. Set PixelHub:PublicUrl to the address under which the world reaches this server."),
        PublicReach.LocalNetwork => new(CheckState.Wrong, $"Mails reach {baseUrl} from your own network at most. Gmail and other providers fetch pictures from outside: set PixelHub:PublicUrl to an address that the world reaches."),
        PublicReach.PlainHttp => new(CheckState.Wrong, $"{baseUrl} is not encrypted: many mail programs do not fetch pictures over http. Put a proxy with TLS in front and set PixelHub:PublicUrl."),
        _ => new(CheckState.Fine, $"The address {baseUrl} looks public. Whether the world reaches it, the first hit shows."),
    };

    private static CheckPoint Status(Experiment experiment) => experiment.Status switch
    {
        ExperimentStatus.Running => new(CheckState.Fine, "The experiment is running: your test is counted like every other hit."),
        ExperimentStatus.Draft => new(CheckState.Fine, "The experiment is a draft: your test shows up here and is never counted. Start it before you send."),
        ExperimentStatus.Archived => new(CheckState.Wrong, "The experiment is archived: nothing is recorded, and nothing will show up here."),
        _ => new(CheckState.Wrong, $"The experiment is {HitWords.Status(experiment.Status).ToLowerInvariant()}: hits show up here and are not counted."),
    };

    private static CheckPoint Destination(Experiment experiment) =>
        experiment.Destination is null && experiment.Fallback is null && experiment.Variants.Any(v => v.Destination is null)
            ? new(CheckState.Wrong, "The link leads nowhere yet: give the experiment a destination, else clicks are answered with “not found” and not recorded.")
            : new(CheckState.Fine, "The link has a destination.");
}
