using PixelHub.Core.Events;

namespace PixelHub.Core.Classification;

/// <summary>Says who sent a request. Pure and total.</summary>
public static class Classifier
{
    /// <summary>The verdict on a request.</summary>
    public static Verdict Classify(in HitFacts facts) => new(facts.IsHead ? EventClass.SecurityScanner : EventClass.Unknown, "ua.other");
}
