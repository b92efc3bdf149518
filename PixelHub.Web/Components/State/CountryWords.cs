using System.Globalization;

namespace PixelHub.Web.Components.State;

/// <summary>Countries in words.</summary>
public static class CountryWords
{
    /// <summary>The English name of a country; the code itself when nobody has that code.</summary>
    /// <param name="code">Two capital letters.</param>
    public static string Name(string code)
    {
        try
        {
            return new RegionInfo(code).EnglishName;
        }
        catch (ArgumentException)
        {
            return VisibleText.Of(code);
        }
    }
}
