using System.Collections.Immutable;
using PixelHub.Core.Classification;

namespace PixelHub.Web.Components.State;

/// <summary>Rules that an owner thinks of together.</summary>
/// <param name="Key">Its word in tests.</param>
/// <param name="Label">Its name.</param>
/// <param name="Ids">Ids of its rules, in the order in which they are shown.</param>
public sealed record RuleGroup(string Key, string Label, ImmutableArray<string> Ids)
{
    private static readonly ImmutableArray<RuleGroup> Known =
    [
        new("mail", "Mail programs", ["ua.mail-client", "ua.outlook", "ua.apple-mail", "ua.apple-mail-app"]),
        new("browsers", "Browsers", ["ua.browser", "ua.opera-mini"]),
        new("proxies", "Mail proxies",
        [
            "ua.gmail-proxy", "ua.yahoo-proxy", "ua.fastmail-proxy", "ua.hey-proxy", "ua.yandex-proxy", "ua.seznam-proxy", "ua.rambler-proxy", "ua.ukrnet-proxy",
        ]),
        new("ahead", "Fetched ahead", ["ua.apple-prefetch", "ua.gmail-prefetch", "ua.office-discovery", "signal.prefetch"]),
        new("security", "Security products", ["ua.mail-security", "ua.url-security", "ua.attack-tool", "signal.head", "signal.link-rewriter"]),
        new("programs", "Previews and programs", ["ua.link-preview", "ua.http-lib"]),
        new("robots", "Robots", ["ua.crawler", "ua.declared-robot", "ua.false-browser", "ua.page-test", "ua.headless"]),
        new("other", "Tests and unknown", ["signal.unfilled-tag", "signal.empty-recipient", "ua.empty", "ua.other"]),
    ];

    /// <summary>Every rule of the product that looks at single hits is in exactly one group.</summary>
    public static ImmutableArray<RuleGroup> All { get; } = WithOthers();

    /// <summary>The rules as they are delivered.</summary>
    public IEnumerable<ClassificationRule> Rules => Ids.Select(id => RuleBook.Find(id)).OfType<ClassificationRule>();

    private static ImmutableArray<RuleGroup> WithOthers()
    {
        var others = RuleBook.All.Select(r => r.Id).Except(Known.SelectMany(g => g.Ids)).Where(id => !id.StartsWith(StoredVerdicts.BehaviourPrefix, StringComparison.Ordinal)).ToImmutableArray();
        return others.IsEmpty ? Known : Known.Add(new RuleGroup("more", "More", others));
    }
}
