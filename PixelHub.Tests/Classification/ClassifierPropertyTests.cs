using FsCheck;
using FsCheck.Fluent;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Classification;

public sealed class ClassifierPropertyTests
{
    private static readonly string[] Fragments =
    [
        "Mozilla/5.0", " (", ")", "Macintosh", "iPhone", " AppleWebKit/", "605.1", " (KHTML, like Gecko)", " Mobile/", "bot", "CUBOT", "Gecko", ") like Gecko",
        "RamblerMail/", "ImageProxy", "Edge/12.246 Mozilla/5.0", "{{", "}}", "%7B", "%", "*|", "|*", "[", "]", "https://", "@", ".mimecast.com", ":", "\\", "/",
        "prefetch", "\0", "\ud800", "\udc00", "é", " ", "\r\n", "<%", "%>", "$", "#", "~", "%ZZ", "%C3%28", "http://urldefense.com",
    ];

    private static readonly Gen<string?> Texts = Gen.OneOf(
        Gen.Constant<string?>(null),
        ArbMap.Default.ArbFor<string?>().Generator,
        Gen.Elements(Fragments).ListOf().Select(parts => (string?)string.Concat(parts)),
        Gen.Elements(UserAgentCorpus.Lines.Select(line => line.UserAgent).ToArray()).Select(text => (string?)text[..(text.Length / 2)]));

    private static readonly Gen<HitFacts> Facts =
        from userAgent in Texts
        from recipient in Texts
        from purpose in Texts
        from referer in Texts
        from isHead in ArbMap.Default.ArbFor<bool>().Generator
        from endpoint in Gen.Choose(0, 255)
        select new HitFacts
        {
            Endpoint = (EventKind)endpoint,
            UserAgent = userAgent,
            Recipient = recipient,
            Purpose = purpose,
            Referer = referer,
            IsHead = isHead,
        };

    [Fact]
    public void Every_request_gets_a_verdict_by_a_known_rule_and_the_same_one_again()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(Facts.ToArbitrary(), facts =>
        {
            var verdict = Classifier.Classify(facts);
            var again = Classifier.Classify(facts);
            return RuleBook.Find(verdict.Rule) is not null && Enum.IsDefined(verdict.Class) && verdict == again;
        }));
    }

    [Fact]
    public void Nothing_that_asks_only_for_the_headers_counts_as_a_person()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Facts.ToArbitrary(), facts =>
            !Classifier.Classify(facts with { IsHead = true }).Class.IsPerson()));
    }
}
