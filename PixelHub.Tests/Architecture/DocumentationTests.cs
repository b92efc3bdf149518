using System.Reflection;
using System.Xml.Linq;
using Microsoft.AspNetCore.Components;
using PixelHub.Core.Catalog;
using PixelHub.Web.Composition;

namespace PixelHub.Tests.Architecture;

public sealed class DocumentationTests
{
    public static TheoryData<string> Assemblies => [.. new[] { typeof(Slug), typeof(ServerBuilder) }.Select(type => type.Assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_public_type_says_what_it_is_for(string name)
    {
        var assembly = Assembly.Load(name);
        var types = assembly.GetExportedTypes().Where(IsWrittenByHand).ToList();

        Assert.NotEmpty(types);
        Assert.Empty(WithoutSummary(types, XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))));
    }

    [Fact]
    public void A_type_without_a_summary_is_noticed()
    {
        var documentation = XDocument.Parse(
            """
            <doc><members>
              <member name="T:System.String"><summary>Text.</summary></member>
              <member name="T:System.Int32"><summary> </summary></member>
            </members></doc>
            """);

        Assert.Equal(["System.Int32", "System.Int64"], WithoutSummary([typeof(string), typeof(int), typeof(long)], documentation), StringComparer.Ordinal);
    }

    /// <summary>Components document themselves by their markup, migrations are generated.</summary>
    private static bool IsWrittenByHand(Type type) =>
        !type.IsAssignableTo(typeof(IComponent)) && type.Name != "_Imports" && type.Namespace is { } place
        && !place.Contains("Migrations", StringComparison.Ordinal) && !place.StartsWith("Microsoft", StringComparison.Ordinal);

    private static IEnumerable<string> WithoutSummary(IEnumerable<Type> types, XDocument documentation)
    {
        var documented = documentation.Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        return types.Select(type => type.FullName!.Replace('+', '.')).Where(name => !documented.Contains("T:" + name)).Order(StringComparer.Ordinal);
    }
}
