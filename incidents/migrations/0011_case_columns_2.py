"""Columns of the case file: response."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0010_case_columns'),
    ]

    operations = [
        migrations.AlterField(
            model_name='response',
            name='kind',
            field=models.CharField(choices=[('interim', 'Interim'), ('partial', 'In part'), ('full', 'In full'), ('denial', 'Denial'), ('not_held', 'Data not held')], max_length=10, verbose_name='Kind'),
        ),
    ]
