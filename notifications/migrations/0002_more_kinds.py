
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('letter', 'Letter'), ('submitted', 'Letter awaits approval'), ('sent_back', 'Draft sent back'), ('answered', 'Answer received'), ('replied', 'Reply received'), ('redirected', 'Said to be wrongly addressed'), ('more_time', 'More time asked for'), ('extended', 'More time granted'), ('refused', 'More time refused'), ('returned', 'Answers returned to be completed'), ('accepted', 'Answers accepted'), ('withdrawn', 'Request withdrawn'), ('before_48', 'Reminder, 48 hours left'), ('before_24', 'Reminder, 24 hours left'), ('before_6', 'Reminder, 6 hours left'), ('due', 'Due has passed'), ('after_24', 'Overdue by 24 hours')], max_length=20),
        ),
    ]
