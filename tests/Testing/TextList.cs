using System.Text;
using Shouldly;

namespace AudioRooms.Testing;

/// <summary>
/// A text file beside these tests that lists what others build on. A difference means a change for them: if it is meant, copy the
/// new text from the file that the failure names.
/// </summary>
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
