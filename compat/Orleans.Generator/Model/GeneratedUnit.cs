namespace Orleans.Generator.Model;

/// <summary>What one type of the application gives rise to: a source file and lines of the manifest.</summary>
internal sealed record GeneratedUnit(string HintName, string? Source, EquatableArray<string> ManifestLines);
