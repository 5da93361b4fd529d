namespace PennaPay.Billy.Core.Sync.Questions;

/// <summary>Kinds of questions that are answered alike, and so are shown together.</summary>
public enum QuestionGroup
{
    /// <summary>Fields that both sides changed, or that one side emptied.</summary>
    Fields,

    /// <summary>Records that may be the same.</summary>
    Matches,

    /// <summary>Records that one side deleted.</summary>
    Deletions,
}
