using System.Text.RegularExpressions;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Architecture;

/// <summary>What holds for the source files, whatever they compile to.</summary>
public sealed partial class SourceTests
{
    private const int MaxLines = 300;

    /// <summary>Files that may be longer, each with its reason. Empty is best.</summary>
    private static readonly Dictionary<string, string> Long = new(StringComparer.Ordinal);

    [Fact]
    public void Namespaces_are_folders() => Assert.Empty(Sources().Select(path => NamespaceFault(path, Repository.Read(path))).OfType<string>());

    [Theory]
    [InlineData("PixelHub.Core/Events/A.cs", "namespace PixelHub.Core.Events;", true)]
    [InlineData("PixelHub.Web/Components/Parts/A.razor.cs", "namespace PixelHub.Web.Components.Parts;", true)]
    [InlineData("PixelHub.Web/Program.cs", "return 0;", true)]
    [InlineData("PixelHub.Core/Events/A.cs", "[assembly: CLSCompliant(false)]", true)]
    [InlineData("PixelHub.Core/Events/A.cs", "public sealed class A;", false)]
    [InlineData("PixelHub.Core/Events/A.cs", "namespace PixelHub.Core;", false)]
    [InlineData("PixelHub.Core/Events/A.cs", "namespace PixelHub.Core.Events\n{\n}", false)]
    public void A_namespace_elsewhere_is_noticed(string path, string text, bool isFine) => Assert.Equal(isFine, NamespaceFault(path, text) is null);

    [Fact]
    public void No_file_is_longer_than_300_lines_without_a_reason()
    {
        var longer = Repository.Files("*.cs", "*.razor", "*.css", "*.js", "*.sql").Where(path => !IsGenerated(path) && LineCount(Repository.Read(path)) > MaxLines);

        Assert.Equal(Long.Keys.Order(StringComparer.Ordinal), longer, StringComparer.Ordinal);
        Assert.Equal(MaxLines + 1, LineCount(string.Concat(Enumerable.Repeat("x\n", MaxLines + 1))));
    }

    [Fact]
    public void The_project_speaks_of_itself_and_names_no_folder_of_the_machine_it_was_written_on() =>
        Assert.Empty(
            from path in Repository.Files("*.cs", "*.razor", "*.css", "*.js", "*.sql", "*.md", "*.json", "*.csproj", "*.props", "*.targets", "*.yaml", "Dockerfile", "run")
            let found = MachinePath().Match(Repository.Read(path))
            where found.Success
            select $"{path}: {found.Value}");

    [Theory]
    [InlineData("see /" + "work/notes.md", true)]
    [InlineData("cd /" + "home/jo/x", true)]
    [InlineData("https://example.test/home/", false)]
    [InlineData("the paths/work/best", false)]
    public void A_folder_of_the_machine_is_noticed(string text, bool isFound) => Assert.Equal(isFound, MachinePath().IsMatch(text));

    [GeneratedRegex(@"(?<![\w.\-/*\]}:])/(work|home|Users|root)/[\w.]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)(?<end>;?)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Namespace();

    private static IEnumerable<string> Sources() => Repository.Files("*.cs").Where(path => !IsGenerated(path));

    private static bool IsGenerated(string path) => path.Contains("/Migrations/", StringComparison.Ordinal) || path.EndsWith(".Designer.cs", StringComparison.Ordinal);

    /// <summary>The start of a program, and files that only speak about their assembly.</summary>
    private static bool HasNoTypes(string path, string text) => path.EndsWith("Program.cs", StringComparison.Ordinal) || text.Contains("[assembly:", StringComparison.Ordinal);

    private static int LineCount(string text) => text.Count(c => c == '\n');

    private static string? NamespaceFault(string path, string text)
    {
        var declared = Namespace().Match(text);
        var folder = Path.GetDirectoryName(path)!.Replace('\\', '/').Replace('/', '.');
        folder = folder.StartsWith("tools.", StringComparison.Ordinal) ? folder["tools.".Length..] : folder;
        return !declared.Success ? HasNoTypes(path, text) ? null : $"{path} declares no namespace."
            : declared.Groups["name"].Value != folder ? $"{path} declares {declared.Groups["name"].Value}, its folder is {folder}."
            : declared.Groups["end"].Length == 0 ? $"{path} declares its namespace with braces."
            : null;
    }
}
