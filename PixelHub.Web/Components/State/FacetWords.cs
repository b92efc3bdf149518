using System.Collections.Immutable;
using PixelHub.Core.Classification;
using PixelHub.Core.Reports;
using PixelHub.Core.Rollups;

namespace PixelHub.Web.Components.State;

/// <summary>What hits are broken down by, and its values, in words.</summary>
public static class FacetWords
{
    private static readonly ImmutableArray<(Facet Facet, string Key, string Label, string One)> Words =
    [
        (Facet.Link, "links", "Links", "Link"),
        (Facet.Campaign, "campaigns", "Campaigns", "Campaign"),
        (Facet.Channel, "channels", "Channels", "Channel"),
        (Facet.Referrer, "referrers", "Referrers", "Referrer"),
        (Facet.Client, "clients", "Mail clients & browsers", "Mail client or browser"),
        (Facet.Os, "systems", "Systems", "System"),
        (Facet.Device, "devices", "Devices", "Device"),
        (Facet.Country, "countries", "Countries", "Country"),
        (Facet.Rule, "rules", "Rules", "Rule"),
    ];

    /// <summary>Every facet, in the order in which they are offered.</summary>
    public static ImmutableArray<Facet> All { get; } = [.. Words.Select(w => w.Facet)];

    /// <summary>The facet of a word in the address bar; null when there is none.</summary>
    public static Facet? Find(string? key) => Words.FirstOrDefault(w => w.Key == key) is { Key: not null } found ? found.Facet : null;

    /// <summary>Its word in the address bar.</summary>
    public static string Key(Facet facet) => Of(facet).Key;

    /// <summary>Its name where one of them is chosen.</summary>
    public static string Label(Facet facet) => Of(facet).Label;

    /// <summary>Its name above its values.</summary>
    public static string One(Facet facet) => Of(facet).One;

    /// <summary>A value for people.</summary>
    public static string Value(Facet facet, BreakdownLine line) => Value(facet, line, RuleSet.BuiltIn);

    /// <summary>A value for people in an install with its own rules.</summary>
    public static string Value(Facet facet, BreakdownLine line, RuleSet rules) => line switch
    {
        { IsRest: true } => "All others",
        { IsProxied: true } => "Unknown (mail proxy)",
        { Value: null } => None(facet),
        { Value: var value } => facet switch
        {
            Facet.Rule => RuleWords.Rule(rules, value),
            Facet.Device => Capital(value),
            Facet.Country => CountryWords.Name(value),
            Facet.Channel => value == "email" ? "E-mail" : Capital(value),
            _ => VisibleText.Of(value),
        },
    };

    /// <summary>What a value is in full, for who points at it.</summary>
    public static string Title(Facet facet, BreakdownLine line) => line switch
    {
        { IsRest: true } => "Values that came when the experiment had as many as are told apart. They are counted together.",
        { IsProxied: true } => "People whose mail provider fetched the image for them, such as Gmail. What they use and where they are stays unknown; they are not spread over the other lines.",
        { Value: null } => None(facet),
        { Value: var value } when facet == Facet.Rule => $"Rule {VisibleText.Of(value)}",
        _ => Value(facet, line),
    };

    private static string None(Facet facet) => facet switch
    {
        Facet.Link => "No link id",
        Facet.Campaign => "No campaign",
        Facet.Channel => "No channel",
        Facet.Referrer => "No referrer",
        Facet.Rule => "No rule",
        Facet.Country => "Country not said",
        _ => "Not said",
    };

    private static string Capital(string word) => VisibleText.Of(word) is { Length: > 0 } text ? char.ToUpperInvariant(text[0]) + text[1..] : word;

    private static (Facet Facet, string Key, string Label, string One) Of(Facet facet) => Words.First(w => w.Facet == facet);
}
