using System.Net;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;

namespace PixelHub.Tests.Fuzz;

/// <summary>Whatever a request says, it gets a class by a known rule, and nothing throws.</summary>
public sealed class ClassifierFuzzTests
{
    [Fact]
    public void Any_request_gets_a_class_by_a_known_rule_and_the_same_one_again()
    {
        var run = FuzzRun.Start();
        while (run.GoesOn)
        {
            var facts = new RequestFacts
            {
                IsHead = run.Chance.Next(10) == 0,
                ClientAddress = run.Chance.Next(2) == 0 ? new IPAddress(run.Chance.Next()) : null,
                UserAgent = FuzzText.Next(run.Chance),
                Referer = FuzzText.Next(run.Chance),
                Purpose = run.Chance.Next(3) == 0 ? FuzzText.Next(run.Chance) : null,
                Recipient = FuzzText.Next(run.Chance),
            };
            var endpoint = (EventKind)run.Chance.Next(0, 6);
            run.Try(
                () =>
                {
                    var verdict = Classifier.Classify(facts.ToHitFacts(endpoint));
                    Assert.True(Enum.IsDefined(verdict.Class));
                    Assert.NotNull(RuleBook.Find(verdict.Rule));
                    Assert.Equal(verdict, Classifier.Classify(facts.ToHitFacts(endpoint)));
                    Assert.False(facts.IsHead && verdict.Class.IsPerson());
                },
                () => facts.ToString());
        }
    }

    [Fact]
    public void What_is_kept_of_a_header_is_what_it_should_be_or_nothing()
    {
        var run = FuzzRun.Start();
        while (run.GoesOn)
        {
            var text = FuzzText.Next(run.Chance);
            run.Try(
                () =>
                {
                    MergeTag.IsUnfilled(text);
                    Assert.True(CountryCode.Read(text) is not { } country || (country.Length == 2 && country.All(char.IsAsciiLetterUpper)));
                    Assert.True(ReferrerHost.Of(text) is not { } host || (host.Length is > 0 and <= 253 && !host.Any(char.IsUpper)));
                },
                () => text ?? "");
        }
    }
}
