using System.Collections.Immutable;
using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;

namespace PixelHub.Web.Components.State;

/// <summary>What a hit of a test mail tells.</summary>
public enum DiagnosisTone
{
    /// <summary>A person, as it should be.</summary>
    Person,

    /// <summary>A machine: nothing is wrong, and nobody read.</summary>
    Machine,

    /// <summary>Something has to be mended before the mail is sent.</summary>
    Mend,
}

/// <summary>One hit in words for whoever sent themselves a mail.</summary>
/// <param name="Tone">Whether it is as it should be.</param>
/// <param name="Sentence">What arrived.</param>
/// <param name="Meaning">What it means for the numbers.</param>
/// <param name="Advice">What to do, one sentence each; empty when there is nothing to be done.</param>
public sealed record HitDiagnosis(DiagnosisTone Tone, string Sentence, string Meaning, ImmutableArray<string> Advice)
{
    /// <summary>The diagnosis of a hit.</summary>
    public static HitDiagnosis Of(HitRow hit, Experiment experiment)
    {
        var words = DiagnosisWords.Of(hit.Event);
        var advice = ImmutableArray.CreateBuilder<string>();
        if (words.Advice is not null)
        {
            advice.Add(words.Advice);
        }

        var lacksRecipient = hit.Event is { Recipient: 0, Viewer: not 0 } && hit.Event.Class != EventClass.TestOrUnmerged;
        if (lacksRecipient)
        {
            advice.Add("No recipient in the address: people are told apart for one day only, and their number is approximate. Choose your mailing tool beside the snippets, so that its tag is in the address.");
        }
        else if (hit.Event.Person == 0 && hit.Event.Class.IsPerson() && experiment.TellsPeopleApart)
        {
            advice.Add("Nothing was kept that tells this reader from another: the recipient opted out, or the browser asks for privacy. The hit is in the totals only.");
        }

        return new HitDiagnosis(
            hit.Event.Class == EventClass.TestOrUnmerged || lacksRecipient ? DiagnosisTone.Mend : hit.Event.Class.IsPerson() ? DiagnosisTone.Person : DiagnosisTone.Machine,
            words.Sentence,
            LeftOut(hit, experiment) is { } why ? $"{words.Meaning} {why}" : words.Meaning,
            advice.ToImmutable());
    }

    private static string? LeftOut(HitRow hit, Experiment experiment) => hit.Event.Scope switch
    {
        EventScope.Test => "This one is a test all the same, because the experiment was a draft.",
        EventScope.Outside => $"This one is kept and not counted, because the experiment is {HitWords.Status(experiment.Status).ToLowerInvariant()}.",
        _ => hit.IsRepeat ? "This one came again within 30 s and is left out of the totals." : null,
    };
}
