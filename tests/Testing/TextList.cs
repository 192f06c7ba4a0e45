using System.Text;
using Shouldly;

namespace AudioRooms.Testing;

/// <summary>Compares a list with a text file beside the tests. Other programs depend on the listed names, so a difference is a
/// change for them. If the change is intended, copy the new text from the file that the failure names.</summary>
public static class TextList
{
    public static void ShouldEqual(string fileName, StringBuilder text)
    {
        var actual = text.Replace("\r", string.Empty).ToString();
        var listed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, fileName));
        if (actual != listed)
        {
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, fileName + ".actual"), actual);
        }

        actual.ShouldBe(listed, $"{fileName} differs; the new text is in {fileName}.actual of the test's output folder.");
    }

    public static string NameOf(Type type) => !type.IsGenericType
        ? type.Name
        : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}"
            + $"<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
}
