using System.Reflection;
using PixelHub.Core.Catalog;
using PixelHub.Web.Composition;

namespace PixelHub.Tests.Architecture;

public sealed class DependencyTests
{
    private static readonly Assembly[] Product = [typeof(Slug).Assembly, typeof(ServerBuilder).Assembly];

    public static TheoryData<string> Sentences => [.. HouseRules.All.Select(entry => entry.Rule.Sentence)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void The_house_keeps_the_rule(string sentence)
    {
        var types = Product.SelectMany(TypeUses.Written).ToList();
        var (rule, _) = Find(sentence);

        Assert.True(types.Any(rule.Applies), "The rule speaks about no type: it keeps itself.");
        Assert.Empty(rule.Violations(types));
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_type_that_breaks_the_rule_is_noticed(string sentence)
    {
        var (rule, sample) = Find(sentence);

        Assert.Single(rule.For(sample).Violations(TypeUses.Written(sample.Assembly)));
    }

    [Fact]
    public void In_the_core_no_cancellation_token_is_optional()
    {
        Assert.Empty(TypeUses.Written(typeof(Slug).Assembly).SelectMany(OptionalTokens));
        Assert.Single(OptionalTokens(typeof(Samples.ForgetsTokens)));
    }

    /// <summary>An optional token is a forgotten one. That it stands last, the compiler's analyzers see to. Another library's method is overridden as it is.</summary>
    private static IEnumerable<string> OptionalTokens(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where method.GetBaseDefinition().DeclaringType!.Assembly == type.Assembly
        from parameter in method.GetParameters()
        where parameter.ParameterType == typeof(CancellationToken) && parameter.HasDefaultValue
        select $"{type.FullName}.{method.Name}";

    private static (Rule Rule, Type Sample) Find(string sentence) => HouseRules.All.Single(entry => entry.Rule.Sentence == sentence);
}
