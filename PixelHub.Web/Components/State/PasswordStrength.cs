namespace PixelHub.Web.Components.State;

/// <summary>How long a password would resist somebody who guesses cleverly, in words.</summary>
/// <param name="Score">0 (at once) to 4 (years).</param>
/// <param name="Words">The same as a sentence.</param>
public sealed record PasswordStrength(int Score, string Words)
{
    /// <summary>Scores below are refused: such passwords are on the lists that attackers start with.</summary>
    public const int Least = 2;

    /// <summary>Longest part that is looked at: the estimate takes longer than linear time, and nothing beyond this matters.</summary>
    private const int Looked = 64;

    /// <summary>Judges a password.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="name">The account's name, which is the first thing to be tried.</param>
    /// <param name="least">Shortest password that is taken.</param>
    public static PasswordStrength Of(string password, string name, int least)
    {
        if (password.Length < least)
        {
            return new(0, password.Length == 0 ? $"At least {least} characters. A few unrelated words are easy to keep in mind." : $"{least - password.Length} more to go.");
        }

        var score = Zxcvbn.Zxcvbn.MatchPassword(password[..Math.Min(password.Length, Looked)], [name, "pixelhub"]).Score;
        return new(score, score switch
        {
            0 or 1 => "Too easy to guess: it is made of what everybody tries first.",
            2 => "Fair.",
            3 => "Good.",
            _ => "Strong.",
        });
    }
}
