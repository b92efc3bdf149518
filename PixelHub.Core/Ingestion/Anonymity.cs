using PixelHub.Core.Catalog;

namespace PixelHub.Core.Ingestion;

/// <summary>Decides of whom nothing may be kept: neither a recipient nor a viewer key, only that there was a hit.</summary>
public sealed class Anonymity(PrivacyOptions options, OptOuts optOuts)
{
    /// <summary>What of the person may go into the event. Never what chooses the variant: that is needed in memory, and stays there.</summary>
    public Person Kept(Experiment experiment, in RequestFacts facts, in Person person) =>
        !experiment.TellsPeopleApart || AsksNotToBeToldApart(facts, person) ? person with { Recipient = 0, Viewer = 0 } : person;

    /// <summary>The recipient in the clear, where the owner chose to keep it and nothing speaks against it; else null.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="kept">From <see cref="Kept"/>.</param>
    public static string? RecipientText(Experiment experiment, in Person kept) => experiment.KeepsNames && kept.Recipient != 0 ? kept.AssignmentKey : null;

    /// <summary>What is kept of the address: nothing of readers who are not told apart, whatever the install keeps of others.</summary>
    /// <param name="people">Has the salt of the day.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="facts">The request.</param>
    /// <param name="kept">From <see cref="Kept"/>.</param>
    /// <param name="now">When the request arrived.</param>
    public string? Address(PersonKeys people, Experiment experiment, in RequestFacts facts, in Person kept, DateTimeOffset now) =>
        options.Addresses == AddressMode.None || facts.ClientAddress is not { } address || (kept.Recipient == 0 && kept.Viewer == 0) ? null
            : options.Addresses == AddressMode.Hashed ? people.OfAddress(experiment.Uid, address, now)
            : AddressPrefix.Of(address);

    /// <summary>Whether the reader said so, by their browser or by opting out: then not even their country is kept.</summary>
    public bool AsksNotToBeToldApart(in RequestFacts facts, in Person person) =>
        (facts.AsksForPrivacy && options.Signals == PrivacySignals.Honour) || optOuts.Contains(person.Recipient);
}
