namespace AudioRooms.System.Tests;

/// <summary>Paths in the checkout: the tests start the programs that were built beside them.</summary>
internal static class Checkout
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Release or Debug, as these tests were built.</summary>
    public static string Configuration =>
        AppContext.BaseDirectory.Contains(
            $"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    /// <summary>The assembly of a program, built with the same configuration as these tests.</summary>
    public static string AssemblyOf(string program) =>
        Path.Combine(Root, "src", program, "bin", Configuration, "net10.0", $"AudioRooms.{program}.dll");

    /// <summary>The path of a recorded voice.</summary>
    public static string Voice(string name) => Path.Combine(Root, "demo", $"{name}.opus");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AudioRooms.sln")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside a checkout.");
        }

        return folder.FullName;
    }
}
