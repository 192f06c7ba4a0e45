namespace AudioRooms.Benchmarks.Measuring;

/// <summary>Paths in the checkout in which these programs were built.</summary>
public static class Checkout
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of committed results.</summary>
    public static string Results => Path.Combine(Root, "benchmarks", "results");

    /// <summary>A program of the product as <c>./run</c> and <c>./audiorooms</c> build it.</summary>
    public static string AssemblyOf(string program)
    {
        var path = Path.Combine(Root, "src", program, "bin", "Release", "net10.0", $"AudioRooms.{program}.dll");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{program} is not built; start the benchmark by its script.", path);
    }

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
