namespace AudioRooms.Deploy.Tests;

/// <summary>The objects of a render.</summary>
internal static class Objects
{
    /// <summary>The documents that are objects, in their order.</summary>
    public static IReadOnlyList<KubernetesObject> Read(string rendered) =>
        [.. Documents(rendered).Select(KubernetesObject.Of)];

    public static IEnumerable<string> Documents(string rendered) =>
        rendered.Split("---\n").Where(text => text.Contains("kind:", StringComparison.Ordinal));
}
