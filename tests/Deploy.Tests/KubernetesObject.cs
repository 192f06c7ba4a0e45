using YamlDotNet.RepresentationModel;

namespace AudioRooms.Deploy.Tests;

/// <summary>An object of a render: its text, and its nodes by path.</summary>
/// <param name="Text">As it was rendered.</param>
/// <param name="Root">As it was read.</param>
internal sealed record KubernetesObject(string Text, YamlNode Root)
{
    public string Kind => Value("kind");

    public string Name => Value("metadata", "name");

    /// <summary>silo, gateway, single, or what else the object is for; empty if it says nothing.</summary>
    public string Role => Find("metadata", "labels", "app.kubernetes.io/component")?.ToString() ?? "";

    /// <summary>The pod that the object makes; null if it makes none.</summary>
    public YamlNode? Pod => Find("spec", "template", "spec");

    public static KubernetesObject Of(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new KubernetesObject(text, stream.Documents[0].RootNode);
    }

    /// <summary>The node at the end of a path; null if there is none.</summary>
    public YamlNode? Find(params string[] path) => Find(Root, path);

    /// <summary>The value at the end of a path, which must be there.</summary>
    public string Value(params string[] path) =>
        Find(path)?.ToString() ?? throw new ShouldAssertException($"{Root["kind"]}: {string.Join('.', path)} is missing.");

    public static YamlNode? Find(YamlNode root, params string[] path)
    {
        var node = root;
        foreach (var step in path)
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(step, out var next))
            {
                return null;
            }

            node = next;
        }

        return node;
    }
}
