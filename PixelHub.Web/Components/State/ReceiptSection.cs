namespace PixelHub.Web.Components.State;

/// <summary>A part of the privacy receipt.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Lines">Sentences, one for each thing.</param>
public sealed record ReceiptSection(string Title, IReadOnlyList<string> Lines);
