using System.Runtime.CompilerServices;

namespace AudioRooms.Deploy.Tests;

/// <summary>Where things lie.</summary>
internal static class Checkout
{
    /// <summary>The folder of these tests.</summary>
    public static string Here { get; } = HereOf();

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here, "..", ".."));

    /// <summary>The chart.</summary>
    public static string Chart { get; } = Path.Combine(Root, "deploy", "helm", "audiorooms");

    /// <summary>True if lists and renders are written instead of compared.</summary>
    public static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_LISTS") == "1";

    private static string HereOf([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
