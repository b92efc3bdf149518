using System.CommandLine;
using PixelHub.Web.Security;

namespace PixelHub.Web.Cli;

/// <summary><c>admin create</c>.</summary>
internal static class AdminCommands
{
    public static Command Create(IReadOnlyList<string> settings, TextWriter output, TextWriter errors)
    {
        var name = new Option<string>("--name") { Description = "The name to sign in with.", Required = true };
        var password = new Option<string?>("--password")
        {
            Description = $"At least {AdminAccounts.MinPasswordLength} characters. Without it one line is read from standard input, which no list of processes shows.",
        };
        var create = new Command("create", "Make a user who may do everything in the dashboard.") { name, password };
        create.SetAction((parsed, cancellationToken) => Guarded.RunAsync(
            () => CreateAsync(parsed.GetRequiredValue(name), parsed.GetValue(password), settings, output, errors, cancellationToken), errors));
        return new Command("admin", "Administrators.") { create };
    }

    private static async Task<int> CreateAsync(
        string name, string? password, IReadOnlyList<string> settings, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        password ??= await Console.In.ReadLineAsync(cancellationToken) ?? "";
        return await DataHost.RunAsync(settings, async (services, _) =>
        {
            var result = await services.GetRequiredService<AdminAccounts>().CreateAsync(name.Trim(), password);
            if (result.Succeeded)
            {
                await output.WriteLineAsync($"“{name.Trim()}” can sign in now.");
                return 0;
            }

            foreach (var error in result.Errors)
            {
                await errors.WriteLineAsync(error.Description);
            }

            return 1;
        }, cancellationToken);
    }
}
