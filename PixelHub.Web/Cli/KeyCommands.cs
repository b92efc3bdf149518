using System.CommandLine;
using PixelHub.Core.Accounts;

namespace PixelHub.Web.Cli;

/// <summary><c>key create</c>.</summary>
internal static class KeyCommands
{
    private const int MaxNameLength = 100;

    public static Command Create(IReadOnlyList<string> settings, TextWriter output, TextWriter errors)
    {
        var name = new Option<string>("--name") { Description = $"What you call it, 1 to {MaxNameLength} characters.", Required = true };
        var scopes = new Option<string>("--scopes") { Description = $"What it may do, with commas between: {string.Join(", ", ApiScopes.All)}.", Required = true };
        var create = new Command("create", "Make an API key and print it. It is shown once: only its hash is kept.") { name, scopes };
        create.SetAction((parsed, cancellationToken) => Guarded.RunAsync(
            () => CreateAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes), settings, output, errors, cancellationToken), errors));
        return new Command("key", "API keys.") { create };
    }

    private static async Task<int> CreateAsync(
        string name, string scopeList, IReadOnlyList<string> settings, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        name = name.Trim();
        var scopes = scopeList.Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        var faults = new List<string>();
        if (name.Length is 0 or > MaxNameLength || name.Any(char.IsControl))
        {
            faults.Add($"--name needs 1 to {MaxNameLength} characters, without line breaks.");
        }

        if (scopes.Length == 0)
        {
            faults.Add($"--scopes names none; there are {string.Join(", ", ApiScopes.All)}.");
        }

        faults.AddRange(scopes.Except(ApiScopes.All, StringComparer.Ordinal).Select(s => $"“{s}” is no scope; there are {string.Join(", ", ApiScopes.All)}."));
        if (faults.Count > 0)
        {
            faults.ForEach(errors.WriteLine);
            return 1;
        }

        return await DataHost.RunAsync(settings, async (services, token) =>
        {
            var key = await services.GetRequiredService<IApiKeyStore>().CreateAsync(name, scopes, token);
            await output.WriteLineAsync($"The key “{name}” may do {string.Join(", ", scopes)}. Keep it: it is not shown again.");
            await output.WriteLineAsync(key);
            return 0;
        }, cancellationToken);
    }
}
