using PixelHub.Core.Catalog;

namespace PixelHub.Core.Ingestion;

/// <summary>Decides of whom nothing may be kept: neither a recipient nor a viewer key, only that there was a hit.</summary>
public sealed class Anonymity(PrivacyOptions options, OptOuts optOuts)
{
    /// <summary>What of the person may go into the event. Never what chooses the variant: that is needed in memory, and stays there.</summary>
    public Person Kept(Experiment experiment, in RequestFacts facts, in Person person) =>
        !experiment.TellsPeopleApart || AsksNotToBeToldApart(facts, person) ? person with { Recipient = 0, Viewer = 0 } : person;

    /// <summary>Whether the reader said so, by their browser or by opting out: then not even their country is kept.</summary>
    public bool AsksNotToBeToldApart(in RequestFacts facts, in Person person) =>
        (facts.AsksForPrivacy && options.Signals == PrivacySignals.Honour) || optOuts.Contains(person.Recipient);
}
